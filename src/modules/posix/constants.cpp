#include <linux/memfd.h>

#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <sysexits.h>
#include <unistd.h>

#include "modules/posix/posix.h"

#ifndef SCHED_RESET_ON_FORK
#define SCHED_RESET_ON_FORK 0x40000000
#endif
#ifndef P_PIDFD
#define P_PIDFD 3
#endif

namespace tauraro::posix {
namespace {

constexpr NamedNumber kConstants[] = {
#define POSIX_CONSTANT(name) {#name, static_cast<int>(name)},
#include "modules/posix/constants.def"
    {"POSIX_SPAWN_OPEN", 0}, {"POSIX_SPAWN_CLOSE", 1}, {"POSIX_SPAWN_DUP2", 2}, {"XATTR_SIZE_MAX", 65536},
};

constexpr const char* kHave[] = {"EVENTFD", "FACCESSAT", "FCHDIR", "FCHMOD", "FCHMODAT", "FCHOWN", "FCHOWNAT", "FEXECVE", "FDOPENDIR", "FPATHCONF",
                                 "FSTATAT", "FSTATVFS", "FTRUNCATE", "FUTIMENS", "FUTIMES", "FUTIMESAT", "LINKAT", "LCHOWN", "LSTAT", "LUTIMES",
                                 "MEMFD_CREATE", "MKDIRAT", "MKFIFOAT", "MKNODAT", "OPENAT", "READLINKAT", "RENAMEAT", "SYMLINKAT", "UNLINKAT", "UTIMENSAT"};

}  // namespace

Result<void> add_constants(Vm& vm, Module* module) {
  for (const NamedNumber& row : kConstants) {
    const bool is_unsigned = row.number < 0 && std::string_view(row.name).starts_with("MFD_");
    TRY(set_module_int(vm, module, row.name, is_unsigned ? static_cast<std::int64_t>(static_cast<std::uint32_t>(row.number)) : row.number));
  }
  List* have = TRY(new_list(vm));
  for (const char* name : kHave) TRY(list_append(vm, have, Value::from_cell(intern(vm, std::string("HAVE_") + name))));
  return set_module_value(vm, module, "_have_functions", Value::from_cell(have));
}

}  // namespace tauraro::posix
