// The modules pwd and grp: accounts of users and groups.
#include <grp.h>
#include <pwd.h>

#include <cerrno>
#include <string>
#include <vector>

#include "builtins/arguments.h"
#include "builtins/support.h"
#include "modules/module_support.h"
#include "modules/native_module.h"
#include "modules/posix/posix.h"

namespace tauraro {
namespace {

constexpr StructField kPasswdFields[] = {{"pw_name", "user name"}, {"pw_passwd", "password"}, {"pw_uid", "user id"}, {"pw_gid", "group id"},
                                         {"pw_gecos", "real name"}, {"pw_dir", "home directory"}, {"pw_shell", "shell program"}};
constexpr StructSequenceSpec kPasswd("pwd.struct_passwd", kPasswdFields, 7,
                                     "pwd.struct_passwd: Results from getpw*() routines.\n\n"
                                     "This object may be accessed either as a tuple of\n"
                                     "  (pw_name,pw_passwd,pw_uid,pw_gid,pw_gecos,pw_dir,pw_shell)\n"
                                     "or via the object attributes as named in the above tuple.");
constexpr StructField kGroupFields[] = {{"gr_name", "group name"}, {"gr_passwd", "password"}, {"gr_gid", "group id"}, {"gr_mem", "group members"}};
constexpr StructSequenceSpec kGroup("grp.struct_group", kGroupFields, 4,
                                    "grp.struct_group: Results from getgr*() routines.\n\n"
                                    "This object may be accessed either as a tuple of\n"
                                    "  (gr_name,gr_passwd,gr_gid,gr_mem)\n"
                                    "or via the object attributes as named in the above tuple.\n");

Raised raise_key_error(Vm& vm, const std::string& message) {
  const Result<Value> text = str_value(vm, message);
  return text.is_raised() ? Raised{} : vm.raise_key_error(text.value());
}

Result<Value> text_or_none(Vm& vm, const char* text) { return text ? decode_path(vm, text) : Result<Value>(Value::none()); }

Result<Value> passwd_value(Vm& vm, const passwd& entry) {
  const Value values[] = {TRY(text_or_none(vm, entry.pw_name)), TRY(text_or_none(vm, entry.pw_passwd)), TRY(new_int(vm, entry.pw_uid)), TRY(new_int(vm, entry.pw_gid)),
                          TRY(text_or_none(vm, entry.pw_gecos)), TRY(text_or_none(vm, entry.pw_dir)), TRY(text_or_none(vm, entry.pw_shell))};
  return new_struct_sequence(vm, kPasswd, values);
}

Result<Value> group_value(Vm& vm, const group& entry) {
  List* members = TRY(new_list(vm));
  for (char** member = entry.gr_mem; member && *member; ++member) TRY(list_append(vm, members, TRY(decode_path(vm, *member))));
  const Value values[] = {TRY(text_or_none(vm, entry.gr_name)), TRY(text_or_none(vm, entry.gr_passwd)), TRY(new_int(vm, entry.gr_gid)), value_of(members)};
  return new_struct_sequence(vm, kGroup, values);
}

/// Calls a reentrant look-up with a buffer that is large enough; whether there is such an entry. `error`: its errno or 0.
template <class Entry, class Call>
bool look_up(Entry* entry, std::vector<char>& buffer, int* error, Call call) {
  buffer.resize(1024);
  Entry* found = nullptr;
  while ((*error = call(entry, buffer.data(), buffer.size(), &found)) == ERANGE) buffer.resize(buffer.size() * 2);
  return found != nullptr;
}

Result<std::string> name_of(Vm& vm, Value value, const char* function) {
  if (!is_instance(vm, value, TypeId::Str)) return vm.raise_error(TypeId::TypeError, function, "() argument", *function == 'g' && function[3] == 'g' ? " 'name'" : "", " must be str, not ", full_type_name(vm, vm.type_of(value)));
  std::string name = TRY(encode_path(vm, value.as<Str>()));
  if (name.find('\0') != std::string::npos) return vm.raise(TypeId::ValueError, "embedded null byte");
  return name;
}

Result<Value> user_by_id(Vm& vm, const Args& args) {
  int error = 0;
  passwd entry;
  std::vector<char> buffer;
  const Result<std::uint32_t> checked = posix::id_argument(vm, args[0], "uid");
  if (checked.is_raised()) {
    if (!vm.catch_if(TypeId::OverflowError)) return Raised{};
    return raise_key_error(vm, "getpwuid(): uid not found");
  }
  const std::uint32_t id = checked.value();
  if (look_up(&entry, buffer, &error, [&](auto... rest) { return ::getpwuid_r(id, rest...); })) return passwd_value(vm, entry);
  if (error) return vm.raise_os_error(error);
  return raise_key_error(vm, concat("getpwuid(): uid not found: ", id));
}

Result<Value> user_by_name(Vm& vm, const Args& args) {
  const std::string name = TRY(name_of(vm, args[0], "getpwnam"));
  int error = 0;
  passwd entry;
  std::vector<char> buffer;
  if (look_up(&entry, buffer, &error, [&](auto... rest) { return ::getpwnam_r(name.c_str(), rest...); })) return passwd_value(vm, entry);
  if (error) return vm.raise_os_error(error);
  return raise_key_error(vm, "getpwnam(): name not found: " + TRY(repr_text(vm, args[0])));
}

Result<Value> all_users(Vm& vm, const Args&) {
  List* users = TRY(new_list(vm));
  ::setpwent();
  while (const passwd* entry = ::getpwent()) {
    const Result<Value> user = passwd_value(vm, *entry);
    if (user.is_raised() || list_append(vm, users, user.value()).is_raised()) return ::endpwent(), Raised{};
  }
  ::endpwent();
  return value_of(users);
}

Result<Value> group_by_id(Vm& vm, const Args& args) {
  int error = 0;
  group entry;
  std::vector<char> buffer;
  const std::uint32_t id = TRY(posix::id_argument(vm, args[0], "gid"));
  if (look_up(&entry, buffer, &error, [&](auto... rest) { return ::getgrgid_r(id, rest...); })) return group_value(vm, entry);
  if (error) return vm.raise_os_error(error);
  return raise_key_error(vm, concat("getgrgid(): gid not found: ", id));
}

Result<Value> group_by_name(Vm& vm, const Args& args) {
  const std::string name = TRY(name_of(vm, args[0], "getgrnam"));
  int error = 0;
  group entry;
  std::vector<char> buffer;
  if (look_up(&entry, buffer, &error, [&](auto... rest) { return ::getgrnam_r(name.c_str(), rest...); })) return group_value(vm, entry);
  if (error) return vm.raise_os_error(error);
  return raise_key_error(vm, "getgrnam(): name not found: " + TRY(repr_text(vm, args[0])));
}

Result<Value> all_groups(Vm& vm, const Args&) {
  List* groups = TRY(new_list(vm));
  ::setgrent();
  while (const group* entry = ::getgrent()) {
    const Result<Value> value = group_value(vm, *entry);
    if (value.is_raised() || list_append(vm, groups, value.value()).is_raised()) return ::endgrent(), Raised{};
  }
  ::endgrent();
  return value_of(groups);
}

constexpr NativeMethod kUserFunctions[] = {{"getpwuid", user_by_id, "(uidobj, /)"}, {"getpwnam", user_by_name, "(name, /)"}, {"getpwall", all_users, "()"}};
constexpr NativeMethod kGroupFunctions[] = {{"getgrgid", group_by_id, "(id)"}, {"getgrnam", group_by_name, "(name)"}, {"getgrall", all_groups, "()"}};

Result<void> initialize_users(Vm& vm, Module* module) {
  return set_module_value(vm, module, "struct_passwd", value_of(TRY(struct_sequence_type(vm, kPasswd))));
}
Result<void> initialize_groups(Vm& vm, Module* module) {
  return set_module_value(vm, module, "struct_group", value_of(TRY(struct_sequence_type(vm, kGroup))));
}

constexpr NativeModuleSpec kUsers{"pwd", kUserFunctions, initialize_users, "This module provides access to the Unix password database."};
constexpr NativeModuleSpec kGroups{"grp", kGroupFunctions, initialize_groups, "Access to the Unix group database."};

}  // namespace

const NativeModuleSpec& pwd_module() { return kUsers; }
const NativeModuleSpec& grp_module() { return kGroups; }

}  // namespace tauraro
