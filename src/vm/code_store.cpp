#include "vm/code_store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "bytecode/code_file.h"
#include "compile/compile.h"
#include "object/operations.h"
#include "vm/compile_source.h"
#include "vm/link.h"
#include "vm/services.h"

namespace tauraro {
namespace {

/// Reads to the end; false: errno tells why not.
bool read_whole(const std::string& path, std::string* content) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  struct stat info;
  if (fstat(file, &info) == 0 && S_ISREG(info.st_mode)) content->reserve(static_cast<std::size_t>(info.st_size) + 1);
  char chunk[65536];
  ssize_t count;
  while ((count = ::read(file, chunk, sizeof chunk)) > 0) content->append(chunk, static_cast<std::size_t>(count));
  const int error = errno;
  ::close(file);
  errno = error;
  return count == 0;
}

std::uint64_t nanoseconds(const timespec& time) { return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000 + static_cast<std::uint64_t>(time.tv_nsec); }

/// Tells this program from any other build of it: code of another compiler must not run.
std::uint64_t program_stamp() {
  struct stat info;
  if (stat("/proc/self/exe", &info) != 0) return 0;
  return nanoseconds(info.st_mtim) * 31 + static_cast<std::uint64_t>(info.st_size) * 1000003 + info.st_ino;
}

/// Where compiled code is kept, without a slash at the end; empty: nowhere.
std::string store_directory(const Vm& vm) {
  if (vm.services->settings.isolated || vm.services->settings.ignore_environment) return "";
  if (const char* chosen = getenv("TAURARO_CACHE")) return chosen;  // empty: no store
  const char* cache = getenv("XDG_CACHE_HOME");
  if (cache && cache[0] == '/') return std::string(cache) + "/tauraro/code";
  const char* home = getenv("HOME");
  return home && home[0] == '/' ? std::string(home) + "/.cache/tauraro/code" : "";
}

/// Where the code of a source file is kept; empty: it is not.
std::string stored_path(const Vm& vm, const std::string& source_path) {
  const std::string directory = store_directory(vm);
  if (directory.empty() || source_path.empty() || source_path[0] != '/') return "";
  std::string name;
  for (const char c : source_path) name += c == '/' ? '%' : c;
  return name.size() < 250 ? directory + "/" + name : "";
}

bool make_directories(const std::string& path) {
  for (std::size_t slash = path.find('/', 1); slash != std::string::npos; slash = path.find('/', slash + 1))
    ::mkdir(path.substr(0, slash).c_str(), 0700);
  return ::mkdir(path.c_str(), 0700) == 0 || errno == EEXIST;
}

/// Written beside its place and renamed: a reader sees all of it or nothing. Failures are silent: the next run tries again.
void store(const std::string& path, const std::string& bytes) {
  const std::string temporary = path + "." + std::to_string(::getpid());
  int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0 && errno == ENOENT && make_directories(path.substr(0, path.rfind('/'))))
    file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return;
  const bool written = ::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
  const bool closed = ::close(file) == 0;
  if (!written || !closed || ::rename(temporary.c_str(), path.c_str()) != 0) ::unlink(temporary.c_str());
}

/// Programs that want no bytecode of their modules written get none; the library's is no part of them.
bool may_write(Vm& vm, const std::string& source_path) {
  const Value library = dict_get_str(vm, vm.sys->dict, intern(vm, "_stdlib_dir"));
  if (library.is(kind::Str) && source_path.starts_with(text_of(vm, library) + "/")) return true;
  return dict_get_str(vm, vm.sys->dict, intern(vm, "dont_write_bytecode")) == Value::from_bool(false);
}

}  // namespace

Result<std::string> read_file(Vm& vm, const std::string& path) {
  std::string content;
  if (!read_whole(path, &content)) return vm.raise_os_error(errno, Value::from_cell(TRY(new_str(vm, path))));
  return content;
}

Result<Code*> load_module_code(Vm& vm, const std::string& path, const std::string& filename) {
  CodeFileKey key;
  struct stat info;
  std::string kept = stat(path.c_str(), &info) == 0 ? stored_path(vm, path) : "";
  if (!kept.empty()) {
    key.source_size = static_cast<std::uint64_t>(info.st_size);
    key.source_stamp = nanoseconds(info.st_mtim) ^ program_stamp();
    key.options = static_cast<std::uint32_t>(vm.services->settings.optimize);
    std::string bytes;
    if (read_whole(kept, &bytes)) {
      const CodeUnitPtr unit = read_code_file(bytes, key);
      if (unit && unit->filename == filename) return new_code(vm, unit);
    }
  }
  CompileOptions options;
  options.filename = filename;
  options.mode = CompileMode::Exec;
  options.source_is_file = true;
  options.optimize = vm.services->settings.optimize;
  CodeUnitPtr unit;
  Code* code = TRY(compile_to_code(vm, TRY(read_file(vm, path)), options, &unit));
  if (!kept.empty() && may_write(vm, path)) store(kept, write_code_file(*unit, key));
  return code;
}

}  // namespace tauraro
