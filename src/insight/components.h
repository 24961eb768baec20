// SPDX-License-Identifier: AGPL-3.0-or-later
// The two principal components of a votes matrix in which most votes are missing. Missing votes count as their statement's mean;
// after centring they are exactly zero, so only the votes that were cast are touched: time and memory grow with them alone. Block
// subspace iteration from a fixed start with Rayleigh–Ritz. The same votes give the same bits on every x86-64. Pure.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace mosharekat::insight {

// Rows are participants, columns statements; only what is there.
struct Sparse {
  std::size_t rows = 0, columns = 0;
  std::vector<std::uint32_t> start;   // rows + 1
  std::vector<std::uint32_t> column;  // ascending in each row
  std::vector<float> value;
};

struct Components {
  std::vector<float> mean;                    // per column, of the values that are there
  std::array<std::vector<float>, 2> loading;  // per column; unit length, or zero where the matrix has no such direction
  std::array<double, 2> variance{};           // the eigenvalues of the centred matrix's Gram matrix
  int rounds = 0;
};

// `start`: loadings of an earlier run on nearly the same matrix (a warm start), per column; the signs of the result follow them.
// Without it each loading is turned so that the sum of its cubes is not negative.
Components principal_components(const Sparse& votes, const std::array<std::vector<float>, 2>* start = nullptr);

}  // namespace mosharekat::insight
