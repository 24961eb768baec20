// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/engine.h"

namespace mosharekat::store {

std::unique_ptr<Database> open_postgres(const Options&) { throw Failure("postgresql: not built yet"); }

}  // namespace mosharekat::store
