// SPDX-License-Identifier: AGPL-3.0-or-later
// Which of many things belong together, told by how alike each two are: average linkage, in which two groups become one only
// while they are nearly as alike to each other as each is in itself. Unlike chains of likeness it does not lead from one text to
// another by way of those that share something with both. Used by campaigns.cpp. Pure.
#pragma once
#include <cstddef>
#include <vector>

namespace mosharekat::insight {

// `likeness`: n × n, symmetric, 0 … 1. Groups that are less alike than `least` stay apart whatever they are in themselves. The
// group of each, numbered in order of first appearance. Cubic at worst, for a few hundred.
std::vector<std::size_t> belonging_together(std::vector<float> likeness, std::size_t n, double least);

}  // namespace mosharekat::insight
