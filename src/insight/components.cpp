// SPDX-License-Identifier: AGPL-3.0-or-later
#include "insight/components.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

namespace mosharekat::insight {
namespace {

constexpr int width = 8, rounds_max = 100;
constexpr double residual_max = 2e-5;

// Eight numbers that are computed with at once. Each lane adds in the same order whatever the processor's registers hold, and no
// multiplication is fused with an addition, so that results do not depend on the machine.
typedef float Lanes __attribute__((vector_size(width * sizeof(float))));
struct alignas(width * sizeof(float)) Block {
  Lanes lane{};
};
using Blocks = std::vector<Block>;
using Small = Eigen::MatrixXd;  // width × width; of a fixed size Eigen's own code does not pass our warnings

// out = Aᵀ·A·in, in one pass over the rows. `value` is centred.
__attribute__((target_clones("avx2", "default"))) void multiply(const Sparse& matrix, const float* value, const Block* in,
                                                                Block* out) {
  for (std::size_t j = 0; j < matrix.columns; ++j) out[j] = Block{};
  for (std::size_t i = 0; i < matrix.rows; ++i) {
    const std::uint32_t begin = matrix.start[i], end = matrix.start[i + 1];
    Lanes even{}, odd{};
    std::uint32_t at = begin;
    for (; at + 1 < end; at += 2) {
      even += in[matrix.column[at]].lane * value[at];
      odd += in[matrix.column[at + 1]].lane * value[at + 1];
    }
    if (at < end) even += in[matrix.column[at]].lane * value[at];
    even += odd;
    for (at = begin; at < end; ++at) out[matrix.column[at]].lane += even * value[at];
  }
}

// Leaves the columns orthonormal; those that depend on earlier ones become zero.
void orthonormalise(Blocks& blocks) {
  for (int c = 0; c < width; ++c) {
    double norm_before = 0;
    for (const Block& row : blocks) norm_before += static_cast<double>(row.lane[c]) * row.lane[c];
    for (int twice = 0; twice < 2; ++twice) {
      for (int p = 0; p < c; ++p) {
        double dot = 0;
        for (const Block& row : blocks) dot += static_cast<double>(row.lane[c]) * row.lane[p];
        for (Block& row : blocks) row.lane[c] -= static_cast<float>(dot) * row.lane[p];
      }
    }
    double norm = 0;
    for (const Block& row : blocks) norm += static_cast<double>(row.lane[c]) * row.lane[c];
    const bool depends = norm <= 1e-10 * norm_before || norm < 1e-20;
    const auto scale = static_cast<float>(depends ? 0 : 1 / std::sqrt(norm));
    for (Block& row : blocks) row.lane[c] *= scale;
  }
}

Small products(const Blocks& left, const Blocks& right) {
  Small result = Small::Zero(width, width);
  for (std::size_t j = 0; j < left.size(); ++j) {
    for (int a = 0; a < width; ++a) {
      for (int b = 0; b < width; ++b) result(a, b) += static_cast<double>(left[j].lane[a]) * right[j].lane[b];
    }
  }
  return result;
}

void turn(Blocks& blocks, const Eigen::MatrixXf& by) {
  for (Block& row : blocks) {
    const Block old = row;
    for (int c = 0; c < width; ++c) {
      float sum = 0;
      for (int k = 0; k < width; ++k) sum += old.lane[k] * by(k, c);
      row.lane[c] = sum;
    }
  }
}

float fixed_noise(std::size_t index, int column) {
  std::uint64_t value = (index * width + static_cast<std::size_t>(column) + 1) * 0x9e3779b97f4a7c15ULL;
  value = (value ^ value >> 29) * 0xbf58476d1ce4e5b9ULL;
  return static_cast<float>(value >> 40) / static_cast<float>(1 << 24) - 0.5F;
}

std::vector<float> means(const Sparse& votes) {
  std::vector<double> sum(votes.columns), count(votes.columns);
  for (std::size_t i = 0; i < votes.column.size(); ++i) sum[votes.column[i]] += votes.value[i], ++count[votes.column[i]];
  std::vector<float> mean(votes.columns);
  for (std::size_t j = 0; j < votes.columns; ++j) mean[j] = static_cast<float>(count[j] > 0 ? sum[j] / count[j] : 0);
  return mean;
}

}  // namespace

Components principal_components(const Sparse& votes, const std::array<std::vector<float>, 2>* start) {
  Components result;
  result.mean = means(votes);
  std::vector<float> value(votes.value);
  for (std::size_t i = 0; i < value.size(); ++i) value[i] -= result.mean[votes.column[i]];

  Blocks basis(votes.columns), image(votes.columns);
  for (std::size_t j = 0; j < votes.columns; ++j) {
    for (int c = 0; c < width; ++c) {
      basis[j].lane[c] = start && c < 2 ? (*start)[static_cast<std::size_t>(c)][j] : fixed_noise(j, c);
    }
  }
  orthonormalise(basis);
  Eigen::VectorXd variance = Eigen::VectorXd::Zero(width);
  for (result.rounds = 1; result.rounds <= rounds_max; ++result.rounds) {
    multiply(votes, value.data(), basis.data(), image.data());
    const Small projected = products(basis, image);
    const Eigen::SelfAdjointEigenSolver<Small> solver((projected + projected.transpose()) / 2);
    // Ascending in Eigen; ours begin with the largest.
    const Eigen::MatrixXf vectors = solver.eigenvectors().rowwise().reverse().cast<float>();
    variance = solver.eigenvalues().reverse();
    turn(basis, vectors);
    turn(image, vectors);
    double residual = 0;
    for (int c = 0; c < 2; ++c) {
      double sum = 0;
      for (std::size_t j = 0; j < basis.size(); ++j) {
        const double off = image[j].lane[c] - variance[c] * basis[j].lane[c];
        sum += off * off;
      }
      residual = std::max(residual, std::sqrt(sum) / std::max(variance[0], 1e-12));
    }
    if (residual <= residual_max) break;
    basis = image;
    orthonormalise(basis);
  }
  for (int c = 0; c < 2; ++c) {
    const auto at = static_cast<std::size_t>(c);
    std::vector<float>& loading = result.loading[at];
    loading.assign(votes.columns, 0);
    if (variance[c] <= 1e-9 * std::max(1.0, variance[0]) || votes.rows == 0) continue;
    result.variance[at] = variance[c];
    double cubes = 0, along = 0;
    for (std::size_t j = 0; j < votes.columns; ++j) {
      loading[j] = basis[j].lane[c];
      cubes += std::pow(static_cast<double>(loading[j]), 3);
      if (start) along += static_cast<double>(loading[j]) * (*start)[at][j];
    }
    if (along < 0 || (along == 0 && cubes < 0)) {
      for (float& one : loading) one = -one;
    }
  }
  return result;
}

}  // namespace mosharekat::insight
