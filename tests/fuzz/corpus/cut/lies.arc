%http://news.example/0 192.0.2.1 20240305060708 text/html 413
HTTP/1.1 200 OK
Content-Type: text/html; charset=utf-8

<html><head><title>Hall 0</title></head><body><article><h1>Hall 0</h1><p>The council voted on Monday to rebuild the old market hall, which burned down in the spring. Work will begin in May and cost two million.</p><p>The mayor said that the traders would be housed in tents beside the river until the new hall opens its gates.</p></article></body></html>
http://news.example/1 192.0.2.1 20240305060708 text/html 1000000
HTTP/1.1 200 OK
Content-Type: text/html; charset=utf-8

<html><head><title>Hall 1</title></head><body><article><h1>Hall 1</h1><p>The council voted on Monday to rebuild the old market hall, which burned down in the spring. Work will begin in May and cost two million.</p><p>The mayor said that the traders would be housed in tents beside the river until the new hall opens its gates.</p></article></body></html>
http://news.example/2 192.0.2.1 20240305060708 text/html 413
HTTP/1.1 200 OK
Content-Type: text/html; charset=utf-8

<html><head><title>Hall 2</title></head><body><article><h1>Hall 2</h1><p>The council voted on Monday to rebuild the old market hall, which burned down in the spring. Work will begin in May and cost two million.</p><p>The mayor said that the traders would be housed in tents beside the river until the new hall opens its gates.</p></article></body></html>
http://news.example/3 192.0.2.1 2024 text/html many

http://news.example/4 192.0.2.1 20240305060708 text/html 413
HTTP/1.1 200 OK
Content-Type: text/html; charset=utf-8

<html><head><title>Hall 4</title></head><body><article><h1>Hall 4</h1><p>The council voted on Monday to rebuild the old market hall, which burned down in the spring. Work will begin in May and cost two million.</p><p>The mayor said that the traders would be housed in tents beside the river until the new hall opens its gates.</p></article></body></html>
