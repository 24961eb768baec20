// SPDX-License-Identifier: AGPL-3.0-or-later
// expect: ignoring returned value of type
#include "base/result.h"

using namespace mosharekat;

Result<int> answer();

int right() { return answer().value_or(0); }

#ifdef WRONG
void wrong() { answer(); }
#endif
