// listdir and scandir.
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "builtins/iterator_methods.h"
#include "builtins/warn.h"
#include "modules/posix/posix.h"

namespace tauraro::posix {
namespace {

DIR* open_directory(const PathArgument& path) {
  if (!path.is_descriptor) return ::opendir(path.c_str());
  const int copy = ::fcntl(path.descriptor, F_DUPFD_CLOEXEC, 0);
  if (copy < 0) return nullptr;
  DIR* directory = ::fdopendir(copy);
  if (!directory) ::close(copy);
  else ::rewinddir(directory);
  return directory;
}

bool is_dot(const char* name) { return name[0] == '.' && (name[1] == 0 || (name[1] == '.' && name[2] == 0)); }

Result<Value> list_directory(Vm& vm, const Args& args) {
  const PathArgument path = TRY(path_or_descriptor(vm, args[0], "listdir", true));
  DIR* directory;
  {
    Blocking blocking(vm);
    directory = open_directory(path);
  }
  if (!directory) return raise_path_error(vm, path);
  std::vector<std::string> names;
  int error;
  {
    Blocking blocking(vm);
    errno = 0;
    while (const dirent* entry = ::readdir(directory))
      if (!is_dot(entry->d_name)) names.emplace_back(entry->d_name);
    error = errno;
    ::closedir(directory);
  }
  if (error) return vm.raise_os_error(error, path.object);
  List* list = TRY(new_list(vm, names.size()));
  for (const std::string& name : names) TRY(list_append(vm, list, TRY(path_result(vm, name, path.is_bytes))));
  return Value::from_cell(list);
}

// ---- DirEntry ----

enum { kName, kPath, kStat, kLstat, kType, kInode, kDirectory, kEntryValues };
extern const NativeTypeSpec kEntrySpec, kIteratorSpec;

Value entry_value(Value self, int index) { return self.as<NativeObject>()->values[index]; }

Result<PathArgument> entry_path(Vm& vm, Value self) {
  PathArgument path = TRY(path_argument(vm, entry_value(self, kPath), {"DirEntry"}));
  return path;
}

Result<Value> entry_stat_value(Vm& vm, Value self, bool follow) {
  const int slot = follow ? kStat : kLstat;
  if (!entry_value(self, slot).is_empty()) return entry_value(self, slot);
  const std::int64_t type = entry_value(self, kType).as_int();
  if (follow && type != DT_LNK && type != DT_UNKNOWN) return entry_stat_value(vm, self, false);
  const std::int64_t directory = entry_value(self, kDirectory).as_int();
  const PathArgument path = TRY(entry_path(vm, self));
  struct stat info;
  int outcome;
  {
    Blocking blocking(vm);
    outcome = ::fstatat(static_cast<int>(directory), directory >= 0 ? TRY(path_argument(vm, entry_value(self, kName), {"DirEntry"})).c_str() : path.c_str(), &info, follow ? 0 : AT_SYMLINK_NOFOLLOW);
  }
  if (outcome < 0) return vm.raise_os_error(errno, entry_value(self, kPath));
  const Value result = TRY(stat_value(vm, info));
  self.as<NativeObject>()->values[slot] = result;
  vm.barrier(self.as_cell());
  return result;
}

/// Whether it is of this kind; a name that has gone is not.
Result<Value> is_kind(Vm& vm, Value self, bool follow, mode_t mode, std::int64_t quick) {
  const std::int64_t type = entry_value(self, kType).as_int();
  const bool must_ask = type == DT_UNKNOWN || (follow && type == DT_LNK);
  if (!must_ask) return Value::from_bool(type == quick);
  const Result<Value> info = entry_stat_value(vm, self, follow);
  if (info.is_raised()) {
    if (!vm.catch_if(TypeId::FileNotFoundError)) return Raised{};
    return Value::from_bool(false);
  }
  return Value::from_bool((info.value().as<Tuple>()->items[0].as_int() & S_IFMT) == mode);
}

Result<Value> entry_is_dir(Vm& vm, const Args& args) { return is_kind(vm, args[0], TRY(truth(vm, args[1])), S_IFDIR, DT_DIR); }
Result<Value> entry_is_file(Vm& vm, const Args& args) { return is_kind(vm, args[0], TRY(truth(vm, args[1])), S_IFREG, DT_REG); }
Result<Value> entry_is_symlink(Vm& vm, const Args& args) { return is_kind(vm, args[0], false, S_IFLNK, DT_LNK); }
Result<Value> entry_stat(Vm& vm, const Args& args) { return entry_stat_value(vm, args[0], TRY(truth(vm, args[1]))); }
Result<Value> entry_inode(Vm&, const Args& args) { return entry_value(args[0], kInode); }
Result<Value> entry_fspath(Vm&, const Args& args) { return entry_value(args[0], kPath); }
Result<Value> entry_repr(Vm& vm, const Args& args) {
  return Value::from_cell(TRY(new_str(vm, concat("<DirEntry ", TRY(repr_text(vm, entry_value(args[0], kName))), ">"))));
}
Result<Value> entry_name(Vm&, Value self) { return entry_value(self, kName); }
Result<Value> entry_full_path(Vm&, Value self) { return entry_value(self, kPath); }
Result<Value> refuse_pickle(Vm& vm, const Args& args) { return vm.raise_error(TypeId::TypeError, "cannot pickle '", full_type_name(vm, vm.type_of(args[0])), "' object"); }

constexpr NativeMethod kEntryMethods[] = {
    {"is_dir", entry_is_dir, "($self, /, *, follow_symlinks=True)"}, {"is_file", entry_is_file, "($self, /, *, follow_symlinks=True)"},
    {"is_symlink", entry_is_symlink, "($self, /)"}, {"stat", entry_stat, "($self, /, *, follow_symlinks=True)"}, {"inode", entry_inode, "($self, /)"},
    {"__fspath__", entry_fspath, "($self, /)"}, {"__repr__", entry_repr, "($self, /)"}, {"__reduce__", refuse_pickle, "($self, /)"},
    {"__class_getitem__", class_getitem, "($type, object, /)", NativeMethod::Class},
};
constexpr NativeGetSet kEntryGetSets[] = {{"name", entry_name, nullptr, "the entry's base filename, relative to scandir() \"path\" argument"},
                                          {"path", entry_full_path, nullptr, "the entry's full path name; equivalent to os.path.join(scandir_path, entry.name)"}};
constexpr NativeTypeSpec kEntrySpec{"posix.DirEntry", kEntryMethods, kEntryGetSets};

// ---- the iterator ----

struct Scan {
  DIR* directory = nullptr;
  PathArgument path;
  ~Scan() {
    if (directory) ::closedir(directory);
  }
};
void delete_scan(void* raw) { delete static_cast<Scan*>(raw); }
Scan* scan_of(Value self) { return static_cast<Scan*>(self.as<NativeObject>()->raw); }

void close_scan(Scan& scan) {
  if (scan.directory) ::closedir(std::exchange(scan.directory, nullptr));
}

Result<Value> new_entry(Vm& vm, const Scan& scan, const dirent& row) {
  NativeObject* entry = TRY(new_native_instance(vm, vm.native_type(kEntrySpec), kEntryValues));
  entry->values[kName] = TRY(path_result(vm, row.d_name, scan.path.is_bytes));
  entry->values[kType] = Value::from_int(row.d_type);
  entry->values[kInode] = TRY(new_int_unsigned(vm, row.d_ino));
  entry->values[kDirectory] = Value::from_int(scan.path.is_descriptor ? scan.path.descriptor : AT_FDCWD);
  std::string full = row.d_name;
  if (!scan.path.is_descriptor) full = scan.path.text + (scan.path.text.ends_with('/') ? "" : "/") + full;
  entry->values[kPath] = scan.path.is_descriptor ? entry->values[kName] : TRY(path_result(vm, full, scan.path.is_bytes));
  vm.barrier(entry);
  return Value::from_cell(entry);
}

Result<Value> scan_next(Vm& vm, const Args& args) {
  Scan& scan = *scan_of(args[0]);
  while (scan.directory) {
    errno = 0;
    const dirent* row;
    {
      Blocking blocking(vm);
      row = ::readdir(scan.directory);
    }
    if (!row) {
      const int error = errno;
      close_scan(scan);
      if (error) return vm.raise_os_error(error, args[0].as<NativeObject>()->values[0]);
      break;
    }
    if (!is_dot(row->d_name)) return new_entry(vm, scan, *row);
  }
  return vm.raise_stop_iteration(Value::none());
}
Result<Value> scan_iter(Vm&, const Args& args) { return args[0]; }
Result<Value> scan_close(Vm&, const Args& args) {
  close_scan(*scan_of(args[0]));
  return Value::none();
}
Result<Value> scan_del(Vm& vm, const Args& args) {
  if (!scan_of(args[0])->directory) return Value::none();
  close_scan(*scan_of(args[0]));
  if (dict_get_str(vm, vm.modules, intern(vm, "warnings")).is_not_found()) return Value::none();
  TRY(warn(vm, TypeId::ResourceWarning, "unclosed scandir iterator " + TRY(repr_text(vm, args[0]))));
  return Value::none();
}

constexpr NativeMethod kIteratorMethods[] = {
    {"__iter__", scan_iter, "($self, /)"}, {"__next__", scan_next, "($self, /)"}, {"__enter__", scan_iter, "($self, /)"}, {"__exit__", scan_close, "($self, /, *args)"},
    {"close", scan_close, "($self, /)"}, {"__del__", scan_del, "($self, /)"},
};
constexpr NativeTypeSpec kIteratorSpec{"posix.ScandirIterator", kIteratorMethods};

Result<Value> scan_directory(Vm& vm, const Args& args) {
  auto scan = std::make_unique<Scan>();
  scan->path = TRY(path_or_descriptor(vm, args[0], "scandir", true));
  {
    Blocking blocking(vm);
    scan->directory = open_directory(scan->path);
  }
  if (!scan->directory) return raise_path_error(vm, scan->path);
  NativeObject* iterator = TRY(new_native_instance(vm, vm.native_type(kIteratorSpec), 1));
  iterator->values[0] = scan->path.object;
  scan->path.object = Value();
  iterator->raw = scan.release();
  iterator->finalize = delete_scan;
  return Value::from_cell(iterator);
}

constexpr NativeMethod kFunctions[] = {{"listdir", list_directory, "(path=None)"}, {"scandir", scan_directory, "(path=None)"}};

}  // namespace

Result<void> add_directory_types(Vm& vm, Module* module) {
  TRY(add_type(vm, module, kEntrySpec, kind::NativeObject, native_object_size(kEntryValues), TypeId::Object, kTypeUninstantiable));
  (void)TRY(ensure_native_type(vm, kIteratorSpec, kind::NativeObject, native_object_size(1), TypeId::Object, kTypeUninstantiable));
  return {};
}

FunctionTable directory_functions() { return kFunctions; }

}  // namespace tauraro::posix
