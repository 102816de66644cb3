/*
** extra.h - the fields of a record that asanid does not know, as the bytes they came in.
*/
#ifndef ASANID_EXTRA_H
#define ASANID_EXTRA_H

#include "base/vec.h"

/* A member of a JSON object: both as they stand, the key without its quotes. */
struct extra {
    str key, value;
};
struct extras {
    VEC(struct extra);
};

/* The unknown members of a record, in order; views into it. None where it is no object. */
struct extras record_extras(struct arena *a, str record);

#endif
