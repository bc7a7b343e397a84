// Extended attributes of files.
#include <limits.h>
#include <sys/xattr.h>

#include "modules/posix/posix.h"
#include "object/bytes.h"

namespace tauraro::posix {
namespace {

Result<Value> get_attribute(Vm& vm, const Args& args) {
  const PathArgument path = TRY(path_or_descriptor(vm, args[0], "getxattr")), name = TRY(path_of(vm, args[1], "getxattr", "attribute"));
  const bool follow = TRY(truth(vm, args[2]));
  TRY(refuse_follow_with_descriptor(vm, "getxattr", path, follow));
  std::string content(XATTR_SIZE_MAX, '\0');
  const long length = TRY(system_call(vm, [&] {
    if (path.is_descriptor) return ::fgetxattr(path.descriptor, name.c_str(), content.data(), content.size());
    return (follow ? ::getxattr : ::lgetxattr)(path.c_str(), name.c_str(), content.data(), content.size());
  }));
  if (length < 0) return raise_path_error(vm, path);
  return Value::from_cell(TRY(new_bytes(vm, std::string_view(content).substr(0, static_cast<std::size_t>(length)))));
}

Result<Value> set_attribute(Vm& vm, const Args& args) {
  const PathArgument path = TRY(path_or_descriptor(vm, args[0], "setxattr")), name = TRY(path_of(vm, args[1], "setxattr", "attribute"));
  BufferView content;
  TRY(content.open(vm, args[2]));
  const int flags = TRY(int_argument(vm, args[3]));
  const bool follow = TRY(truth(vm, args[4]));
  TRY(refuse_follow_with_descriptor(vm, "setxattr", path, follow));
  const long outcome = TRY(system_call(vm, [&] {
    if (path.is_descriptor) return ::fsetxattr(path.descriptor, name.c_str(), content.data(), content.length(), flags);
    return (follow ? ::setxattr : ::lsetxattr)(path.c_str(), name.c_str(), content.data(), content.length(), flags);
  }));
  return outcome < 0 ? Result<Value>(raise_path_error(vm, path)) : Value::none();
}

Result<Value> remove_attribute(Vm& vm, const Args& args) {
  const PathArgument path = TRY(path_or_descriptor(vm, args[0], "removexattr")), name = TRY(path_of(vm, args[1], "removexattr", "attribute"));
  const bool follow = TRY(truth(vm, args[2]));
  TRY(refuse_follow_with_descriptor(vm, "removexattr", path, follow));
  const long outcome = TRY(system_call(vm, [&] {
    return path.is_descriptor ? ::fremovexattr(path.descriptor, name.c_str()) : (follow ? ::removexattr : ::lremovexattr)(path.c_str(), name.c_str());
  }));
  return outcome < 0 ? Result<Value>(raise_path_error(vm, path)) : Value::none();
}

Result<Value> list_attributes(Vm& vm, const Args& args) {
  const PathArgument path = TRY(path_or_descriptor(vm, args[0], "listxattr", true));
  const bool follow = TRY(truth(vm, args[1]));
  TRY(refuse_follow_with_descriptor(vm, "listxattr", path, follow));
  std::string names(XATTR_LIST_MAX, '\0');
  const long length = TRY(system_call(vm, [&] {
    if (path.is_descriptor) return ::flistxattr(path.descriptor, names.data(), names.size());
    return (follow ? ::listxattr : ::llistxattr)(path.c_str(), names.data(), names.size());
  }));
  if (length < 0) return raise_path_error(vm, path);
  List* list = TRY(new_list(vm));
  for (std::size_t at = 0; at < static_cast<std::size_t>(length);) {
    const std::string name = names.c_str() + at;
    TRY(list_append(vm, list, TRY(decode_path(vm, name))));
    at += name.size() + 1;
  }
  return Value::from_cell(list);
}

constexpr NativeMethod kFunctions[] = {
    {"getxattr", get_attribute, "(path, attribute, *, follow_symlinks=True)"}, {"setxattr", set_attribute, "(path, attribute, value, flags=0, *, follow_symlinks=True)"},
    {"removexattr", remove_attribute, "(path, attribute, *, follow_symlinks=True)"}, {"listxattr", list_attributes, "(path=None, *, follow_symlinks=True)"},
};

}  // namespace

FunctionTable attribute_functions() { return kFunctions; }

}  // namespace tauraro::posix
