// The module _stat: the parts of st_mode.
#include <sys/stat.h>

#include "builtins/support.h"
#include "modules/module_support.h"
#include "modules/native_module.h"

namespace tauraro {
namespace {

Result<mode_t> mode_of(Vm& vm, Value value) {
  if (!is_int_like(value) && !vm.type_of(value)->has(Special::Index)) return vm.raise(TypeId::TypeError, "an integer is required");
  const Value number = TRY(index_of(vm, value));
  std::int64_t wide;
  if (!int_to_int64(number, &wide) || wide < 0 || wide > 0xffff'ffff) {
    if (int_compare(number, Value::from_int(0)) < 0) return vm.raise(TypeId::OverflowError, "can't convert negative value to unsigned int");
    if (int_compare(number, TRY(new_int_unsigned(vm, UINT64_MAX))) > 0) return vm.raise(TypeId::OverflowError, "Python int too large to convert to C unsigned long");
    return vm.raise(TypeId::OverflowError, "mode out of range");
  }
  return static_cast<mode_t>(wide);
}

template <mode_t kType>
Result<Value> is_type(Vm& vm, const Args& args) { return Value::from_bool((TRY(mode_of(vm, args[0])) & S_IFMT) == kType); }
/// Doors, ports and whiteouts, which Linux does not have.
Result<Value> is_never(Vm& vm, const Args& args) {
  TRY(mode_of(vm, args[0]));
  return Value::from_bool(false);
}
Result<Value> permissions(Vm& vm, const Args& args) { return Value::from_int(TRY(mode_of(vm, args[0])) & 07777); }
Result<Value> file_type(Vm& vm, const Args& args) { return Value::from_int(TRY(mode_of(vm, args[0])) & S_IFMT); }

char type_letter(mode_t mode) {
  switch (mode & S_IFMT) {
    case S_IFREG: return '-';
    case S_IFDIR: return 'd';
    case S_IFLNK: return 'l';
    case S_IFBLK: return 'b';
    case S_IFCHR: return 'c';
    case S_IFIFO: return 'p';
    case S_IFSOCK: return 's';
    default: return '?';
  }
}

Result<Value> mode_text(Vm& vm, const Args& args) {
  const mode_t mode = TRY(mode_of(vm, args[0]));
  char text[] = "-rwxrwxrwx";
  text[0] = type_letter(mode);
  for (int bit = 0; bit < 9; ++bit)
    if (!(mode & (0400 >> bit))) text[bit + 1] = '-';
  if (mode & S_ISUID) text[3] = mode & S_IXUSR ? 's' : 'S';
  if (mode & S_ISGID) text[6] = mode & S_IXGRP ? 's' : 'S';
  if (mode & S_ISVTX) text[9] = mode & S_IXOTH ? 't' : 'T';
  return str_value(vm, text);
}

constexpr NativeMethod kFunctions[] = {
    {"S_ISDIR", is_type<S_IFDIR>, "(mode, /)"}, {"S_ISCHR", is_type<S_IFCHR>, "(mode, /)"}, {"S_ISBLK", is_type<S_IFBLK>, "(mode, /)"},
    {"S_ISREG", is_type<S_IFREG>, "(mode, /)"}, {"S_ISFIFO", is_type<S_IFIFO>, "(mode, /)"}, {"S_ISLNK", is_type<S_IFLNK>, "(mode, /)"},
    {"S_ISSOCK", is_type<S_IFSOCK>, "(mode, /)"}, {"S_ISDOOR", is_never, "(mode, /)"}, {"S_ISPORT", is_never, "(mode, /)"},
    {"S_ISWHT", is_never, "(mode, /)"}, {"S_IMODE", permissions, "(mode, /)"}, {"S_IFMT", file_type, "(mode, /)"},
    {"filemode", mode_text, "(mode, /)"},
};

struct Constant {
  const char* name;
  std::uint32_t number;
};
#define NUMBER(name) {#name, name}
constexpr Constant kConstants[] = {
    NUMBER(S_IFDIR), NUMBER(S_IFCHR), NUMBER(S_IFBLK), NUMBER(S_IFREG), NUMBER(S_IFIFO), NUMBER(S_IFLNK), NUMBER(S_IFSOCK), {"S_IFDOOR", 0}, {"S_IFPORT", 0},
    {"S_IFWHT", 0}, NUMBER(S_ISUID), NUMBER(S_ISGID), NUMBER(S_ISVTX), {"S_ENFMT", S_ISGID}, NUMBER(S_IREAD), NUMBER(S_IWRITE), NUMBER(S_IEXEC), NUMBER(S_IRWXU),
    NUMBER(S_IRUSR), NUMBER(S_IWUSR), NUMBER(S_IXUSR), NUMBER(S_IRWXG), NUMBER(S_IRGRP), NUMBER(S_IWGRP), NUMBER(S_IXGRP), NUMBER(S_IRWXO), NUMBER(S_IROTH),
    NUMBER(S_IWOTH), NUMBER(S_IXOTH), {"UF_NODUMP", 1}, {"UF_IMMUTABLE", 2}, {"UF_APPEND", 4}, {"UF_OPAQUE", 8}, {"UF_NOUNLINK", 0x10}, {"UF_COMPRESSED", 0x20},
    {"UF_HIDDEN", 0x8000}, {"SF_ARCHIVED", 0x10000}, {"SF_IMMUTABLE", 0x20000}, {"SF_APPEND", 0x40000}, {"SF_NOUNLINK", 0x100000}, {"SF_SNAPSHOT", 0x200000},
    {"ST_MODE", 0}, {"ST_INO", 1}, {"ST_DEV", 2}, {"ST_NLINK", 3}, {"ST_UID", 4}, {"ST_GID", 5}, {"ST_SIZE", 6}, {"ST_ATIME", 7}, {"ST_MTIME", 8}, {"ST_CTIME", 9},
};
#undef NUMBER

Result<void> initialize(Vm& vm, Module* module) {
  for (const Constant& row : kConstants) TRY(set_module_int(vm, module, row.name, row.number));
  return {};
}

constexpr NativeModuleSpec kSpec{"_stat", kFunctions, initialize, "S_IFMT_: file type bits"};

}  // namespace

const NativeModuleSpec& _stat_module() { return kSpec; }

}  // namespace tauraro
