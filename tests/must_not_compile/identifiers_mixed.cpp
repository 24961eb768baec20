// SPDX-License-Identifier: AGPL-3.0-or-later
// expect: could not convert
#include "base/id.h"

using namespace mosharekat;

using CallId = Id<struct CallTag>;
using PersonId = Id<struct PersonTag>;
bool open(CallId call);

bool right(const CallId& call) { return open(call); }

#ifdef WRONG
bool wrong(const PersonId& person) { return open(person); }
#endif
