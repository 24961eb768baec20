// SPDX-License-Identifier: AGPL-3.0-or-later
// A whole installation in one folder, taken while the server works, and back again; also the way from SQLite to PostgreSQL.
//
//   TARGET/manifest.json       what is in it: rows and digest of each table, size and SHA-256 of each file
//   TARGET/mosharekat.sqlite   one snapshot of every table, of either engine
//   TARGET/data/…              the other files of the data directory: secret.key, settings.toml, attachments
//
// The folder holds the secret of the installation and personal data: it is to be kept as safe as the data directory itself.
#pragma once
#include <cstdint>
#include <string>

#include "base/result.h"

namespace mosharekat::cli {

struct BackupSummary {
  std::int64_t tables = 0, rows = 0, files = 0, bytes = 0;
};

// Takes a backup of the installation in `directory` (with its database at `database_url`, where it is on PostgreSQL) into a new
// folder. Nobody has to stop writing. What was acknowledged before the call is in it. The folder appears under its name only
// when all of it is on the disk.
Result<BackupSummary> back_up(const std::string& directory, const std::string& database_url, const std::string& target);

// Checks every byte of a backup against its manifest, then puts it into `directory` in one transaction. Refused, with nothing
// changed:
// - where the backup is damaged (backup.error.damaged) or of another version of the program,
// - where a server works on the directory,
// - where the directory is of another installation (its secret differs),
// - where it holds acts that the backup does not, unless `discard_newer`: backup.error.newer says how many and until when.
// The directory keeps its own settings.toml where it has one. When acts are discarded, everybody is signed out and open
// invitations end, since what was revoked since the backup would come back to life.
Result<BackupSummary> restore(const std::string& backup, const std::string& directory, const std::string& database_url,
                              bool discard_newer);

}  // namespace mosharekat::cli
