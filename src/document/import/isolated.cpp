// SPDX-License-Identifier: AGPL-3.0-or-later
// Three processes. This one, with the data, asks; a helper that was forked before any thread or secret existed forks one reader
// per file; the reader confines itself and reads. A question is a socket handed to the helper: the file goes in, the answer comes
// out.
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <poll.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "document/import.h"
#include "document/import/confine.h"
#include "document/import/lines.h"
#include "document/import/transfer.h"

namespace mosharekat::document {
namespace {

using Seconds = std::chrono::duration<double>;
using SteadyTime = std::chrono::steady_clock::time_point;

constexpr std::size_t file_bytes_max = 64u << 20;
constexpr std::size_t answer_bytes_max = 128u << 20;
constexpr std::size_t readers_max = 4;  // at once; more wait, so that uploads cannot take all memory
constexpr Seconds waits_max{20};
constexpr Seconds reads_max{reading::seconds_max - 0.5};

int to_helper = -1;

Error failed() { return Error{Code::invalid, "import.error.failed", {}}; }
Error unavailable() { return Error{Code::unavailable, "import.error.unavailable", {}}; }

class Socket {
 public:
  explicit Socket(int fd) : fd_(fd) {}
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  ~Socket() { close(); }
  int fd() const { return fd_; }
  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }

 private:
  int fd_;
};

bool wait(int fd, short events, SteadyTime until) {
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    pollfd waited{fd, events, 0};
    const int ready = poll(&waited, 1, static_cast<int>(std::max<std::int64_t>(0, left.count())));
    if (ready > 0) return true;
    if (ready == 0 || errno != EINTR) return false;
  }
}

bool send_all(int fd, std::string_view bytes, SteadyTime until) {
  while (!bytes.empty()) {
    const ssize_t sent = send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent >= 0)
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    else if ((errno != EAGAIN && errno != EINTR) || !wait(fd, POLLOUT, until))
      return false;
  }
  return true;
}

// Until the other side closes; nothing if that takes too long or gives too much.
std::optional<std::string> receive_all(int fd, std::size_t bytes_max, SteadyTime until) {
  std::string bytes;
  char buffer[1 << 16];
  for (;;) {
    if (!wait(fd, POLLIN, until)) return std::nullopt;
    const ssize_t got = recv(fd, buffer, sizeof buffer, MSG_DONTWAIT);
    if (got == 0) return bytes;
    if (got < 0 && errno != EAGAIN && errno != EINTR) return std::nullopt;
    if (got > 0) bytes.append(buffer, static_cast<std::size_t>(got));
    if (bytes.size() > bytes_max) return std::nullopt;
  }
}

bool hand_over(int control, int fd) {
  char byte = 'f';
  iovec part{&byte, 1};
  alignas(cmsghdr) char space[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = space;
  message.msg_controllen = sizeof space;
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(header), &fd, sizeof fd);
  return sendmsg(control, &message, MSG_NOSIGNAL) == 1;
}

// The socket of the next question; −1 when the asker is gone.
int take_over(int control) {
  char byte = 0;
  iovec part{&byte, 1};
  alignas(cmsghdr) char space[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = space;
  message.msg_controllen = sizeof space;
  if (recvmsg(control, &message, MSG_CMSG_CLOEXEC) != 1) return -1;
  const cmsghdr* header = CMSG_FIRSTHDR(&message);
  if (!header || header->cmsg_type != SCM_RIGHTS) return -1;
  int fd = -1;
  std::memcpy(&fd, CMSG_DATA(header), sizeof fd);
  return fd;
}

[[noreturn]] void read_one(int fd) {
  reading::confine();
  const SteadyTime until = std::chrono::steady_clock::now() + std::chrono::seconds(reading::seconds_max);
  send_all(fd, "s", until);  // the time begins
  std::string answer;
  try {
    const auto question = receive_all(fd, file_bytes_max + 4096, until);
    if (!question) _exit(1);
    const std::size_t line = question->find('\n');
    if (line == std::string::npos) _exit(1);
    answer =
        reading::pack(import_file(std::string_view(*question).substr(0, line), std::string_view(*question).substr(line + 1)));
  } catch (const std::bad_alloc&) {
    answer = R"({"error":["import.error.bomb",[]]})";
  } catch (const std::exception&) {
    _exit(1);
  }
  send_all(fd, answer, until);
  _exit(0);  // no destructors: whatever the file broke stays unvisited
}

[[noreturn]] void serve(int control) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  std::signal(SIGINT, SIG_IGN);
  std::signal(SIGTERM, SIG_IGN);  // it ends with the one who asks, and not before
  if (const int nowhere = open("/dev/null", O_RDWR); nowhere >= 0)
    for (const int fd : {0, 1, 2}) dup2(nowhere, fd);
  reading::warm_up();
  std::map<pid_t, SteadyTime> readers;
  for (;;) {
    for (auto each = readers.begin(); each != readers.end();) {
      if (std::chrono::steady_clock::now() - each->second > std::chrono::seconds(reading::seconds_max))
        kill(each->first, SIGKILL);
      each = waitpid(each->first, nullptr, WNOHANG) != 0 ? readers.erase(each) : std::next(each);
    }
    const bool full = readers.size() >= readers_max;
    pollfd waited{control, static_cast<short>(full ? 0 : POLLIN), 0};
    const int ready = poll(&waited, 1, readers.empty() ? -1 : 20);
    if (ready > 0 && (waited.revents & POLLHUP) && !(waited.revents & POLLIN)) _exit(0);
    if (ready <= 0 || full) continue;
    const int fd = take_over(control);
    if (fd < 0) _exit(0);
    const pid_t child = fork();
    if (child == 0) {
      close(control);
      read_one(fd);
    }
    close(fd);
    if (child > 0) readers[child] = std::chrono::steady_clock::now();
  }
}

}  // namespace

void start_import_helper() {
  if (to_helper >= 0) return;
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
    throw std::runtime_error("no socket for the import helper");
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("the import helper cannot be started");
  if (child == 0) {
    close(ends[0]);
    serve(ends[1]);
  }
  close(ends[1]);
  to_helper = ends[0];
}

Result<Imported> import_isolated(std::string_view file_name, std::string_view content) {
  if (content.size() > file_bytes_max) return Error{Code::invalid, "import.error.too_large", {}};
  if (to_helper < 0) return unavailable();
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return unavailable();
  const Socket mine(ends[0]);
  Socket theirs(ends[1]);
  if (!hand_over(to_helper, theirs.fd())) return unavailable();
  theirs.close();
  using std::chrono::steady_clock;
  const auto after = [](Seconds seconds) {
    return steady_clock::now() + std::chrono::duration_cast<steady_clock::duration>(seconds);
  };
  char started = 0;
  if (!wait(mine.fd(), POLLIN, after(waits_max)) || recv(mine.fd(), &started, 1, 0) != 1) return unavailable();
  const SteadyTime until = after(reads_max);
  std::string name(file_name.substr(0, 1024));
  std::replace(name.begin(), name.end(), '\n', ' ');
  if (!send_all(mine.fd(), name + "\n", until) || !send_all(mine.fd(), content, until)) return failed();
  shutdown(mine.fd(), SHUT_WR);
  const auto answer = receive_all(mine.fd(), answer_bytes_max, until);
  if (!answer || answer->empty()) return failed();
  return reading::unpack(*answer);
}

}  // namespace mosharekat::document
