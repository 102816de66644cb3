filedesc://a.arc 0.0.0.0 20200203040506 text/plain 13
1 0 a
URL IP


http://a.example/a b 1.2.3.4 20200203040506 text/html 158
HTTP/1.1 200 OK
Content-Type: text/html; charset="utf-8"

<title>Hall</title><p>The council voted on Monday to rebuild the old market hall of the town.</p>
http://a.example/2 1.2.3.4 20200203040506 text/html 200 - - 12 a.arc 5
HTTP/
http://a.example/3 1.2.3.4 20200203 text/html -1
