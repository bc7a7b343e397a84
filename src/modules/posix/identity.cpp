// Users, groups, process ids.
#include <grp.h>
#include <sys/resource.h>
#include <unistd.h>

#include "modules/posix/posix.h"

namespace tauraro::posix {
namespace {

template <auto Get>
Result<Value> get_id(Vm& vm, const Args&) {
  return id_value(vm, static_cast<std::uint32_t>(Get()));
}
template <auto Get>
Result<Value> get_process_id(Vm&, const Args&) {
  return Value::from_int(Get());
}
template <auto Set>
Result<Value> set_user(Vm& vm, const Args& args) {
  return none_or_errno(vm, Set(TRY(id_argument(vm, args[0], "uid"))));
}
template <auto Set>
Result<Value> set_group(Vm& vm, const Args& args) {
  return none_or_errno(vm, Set(TRY(id_argument(vm, args[0], "gid"))));
}
Result<Value> set_both_users(Vm& vm, const Args& args) { return none_or_errno(vm, ::setreuid(TRY(id_argument(vm, args[0], "uid")), TRY(id_argument(vm, args[1], "uid")))); }
Result<Value> set_both_groups(Vm& vm, const Args& args) { return none_or_errno(vm, ::setregid(TRY(id_argument(vm, args[0], "gid")), TRY(id_argument(vm, args[1], "gid")))); }
Result<Value> set_three_users(Vm& vm, const Args& args) {
  return none_or_errno(vm, ::setresuid(TRY(id_argument(vm, args[0], "uid")), TRY(id_argument(vm, args[1], "uid")), TRY(id_argument(vm, args[2], "uid"))));
}
Result<Value> set_three_groups(Vm& vm, const Args& args) {
  return none_or_errno(vm, ::setresgid(TRY(id_argument(vm, args[0], "gid")), TRY(id_argument(vm, args[1], "gid")), TRY(id_argument(vm, args[2], "gid"))));
}
Result<Value> three(Vm& vm, std::uint32_t a, std::uint32_t b, std::uint32_t c) { return new_tuple_of(vm, {TRY(id_value(vm, a)), TRY(id_value(vm, b)), TRY(id_value(vm, c))}); }
Result<Value> get_three_users(Vm& vm, const Args&) {
  uid_t real, effective, saved;
  if (::getresuid(&real, &effective, &saved) < 0) return raise_errno(vm);
  return three(vm, real, effective, saved);
}
Result<Value> get_three_groups(Vm& vm, const Args&) {
  gid_t real, effective, saved;
  if (::getresgid(&real, &effective, &saved) < 0) return raise_errno(vm);
  return three(vm, real, effective, saved);
}

Result<Value> group_list(Vm& vm, std::span<const gid_t> groups) {
  List* list = TRY(new_list(vm));
  for (const gid_t group : groups) TRY(list_append(vm, list, TRY(id_value(vm, group))));
  return Value::from_cell(list);
}
Result<Value> get_groups(Vm& vm, const Args&) {
  std::vector<gid_t> groups(65536);
  const int count = ::getgroups(static_cast<int>(groups.size()), groups.data());
  if (count < 0) return raise_errno(vm);
  return group_list(vm, std::span(groups).first(static_cast<std::size_t>(count)));
}
Result<Value> get_groups_of(Vm& vm, const Args& args) {
  if (!args[0].is(kind::Str)) return vm.raise_error(TypeId::TypeError, "getgrouplist() argument 1 must be str, not ", full_type_name(vm, vm.type_of(args[0])));
  const std::string user = text_of(vm, args[0]);
  const gid_t first = TRY(id_argument(vm, args[1], "gid"));
  std::vector<gid_t> groups(65536);
  int count = static_cast<int>(groups.size());
  if (::getgrouplist(user.c_str(), first, groups.data(), &count) < 0) return raise_errno(vm);
  return group_list(vm, std::span(groups).first(static_cast<std::size_t>(count)));
}
Result<Value> set_groups(Vm& vm, const Args& args) {
  std::vector<gid_t> groups;
  TRY(for_each(vm, args[0], [&](Value group) -> Result<bool> {
    if (!is_int_like(group)) return vm.raise(TypeId::TypeError, "groups must be integers");
    groups.push_back(TRY(id_argument(vm, group, "gid")));
    return true;
  }));
  return none_or_errno(vm, ::setgroups(groups.size(), groups.data()));
}
Result<Value> init_groups(Vm& vm, const Args& args) {
  const std::string user = TRY(file_system_path(vm, args[0]));
  return none_or_errno(vm, ::initgroups(user.c_str(), TRY(id_argument(vm, args[1], "gid"))));
}

Result<Value> get_login(Vm& vm, const Args&) {
  char name[256];
  const int error = ::getlogin_r(name, sizeof name);
  if (error) return vm.raise_os_error(error);
  return decode_path(vm, name);
}

Result<Value> group_of_process(Vm& vm, const Args& args) { return int_or_errno(vm, ::getpgid(TRY(int_argument(vm, args[0])))); }
Result<Value> set_group_of_process(Vm& vm, const Args& args) { return none_or_errno(vm, ::setpgid(TRY(int_argument(vm, args[0])), TRY(int_argument(vm, args[1])))); }
Result<Value> make_group(Vm& vm, const Args&) { return none_or_errno(vm, ::setpgid(0, 0)); }
Result<Value> session_of_process(Vm& vm, const Args& args) { return int_or_errno(vm, ::getsid(TRY(int_argument(vm, args[0])))); }
Result<Value> make_session(Vm& vm, const Args&) { return none_or_errno(vm, ::setsid()); }

Result<Value> be_nice(Vm& vm, const Args& args) {
  const int increment = TRY(int_argument(vm, args[0]));
  errno = 0;
  const int value = ::nice(increment);
  if (value == -1 && errno) return raise_errno(vm);
  return Value::from_int(value);
}
Result<Value> get_priority(Vm& vm, const Args& args) {
  const int which = TRY(int_argument(vm, args[0])), who = TRY(int_argument(vm, args[1]));
  errno = 0;
  const int value = ::getpriority(static_cast<__priority_which_t>(which), static_cast<id_t>(who));
  if (errno) return raise_errno(vm);
  return Value::from_int(value);
}
Result<Value> set_priority(Vm& vm, const Args& args) {
  const int which = TRY(int_argument(vm, args[0])), who = TRY(int_argument(vm, args[1])), priority = TRY(int_argument(vm, args[2]));
  return none_or_errno(vm, ::setpriority(static_cast<__priority_which_t>(which), static_cast<id_t>(who), priority));
}

constexpr NativeMethod kFunctions[] = {
    {"getpid", get_process_id<::getpid>, "()"}, {"getppid", get_process_id<::getppid>, "()"}, {"getpgrp", get_process_id<::getpgrp>, "()"},
    {"getuid", get_id<::getuid>, "()"}, {"geteuid", get_id<::geteuid>, "()"}, {"getgid", get_id<::getgid>, "()"}, {"getegid", get_id<::getegid>, "()"},
    {"setuid", set_user<::setuid>, "(uid, /)"}, {"seteuid", set_user<::seteuid>, "(euid, /)"}, {"setgid", set_group<::setgid>, "(gid, /)"},
    {"setegid", set_group<::setegid>, "(egid, /)"}, {"setreuid", set_both_users, "(ruid, euid, /)"}, {"setregid", set_both_groups, "(rgid, egid, /)"},
    {"setresuid", set_three_users, "(ruid, euid, suid, /)"}, {"setresgid", set_three_groups, "(rgid, egid, sgid, /)"}, {"getresuid", get_three_users, "()"},
    {"getresgid", get_three_groups, "()"}, {"getgroups", get_groups, "()"}, {"getgrouplist", get_groups_of, "(user, group, /)"}, {"setgroups", set_groups, "(groups, /)"},
    {"initgroups", init_groups, "(username, gid, /)"}, {"getlogin", get_login, "()"}, {"getpgid", group_of_process, "(pid)"}, {"setpgid", set_group_of_process, "(pid, pgrp, /)"},
    {"setpgrp", make_group, "()"}, {"getsid", session_of_process, "(pid, /)"}, {"setsid", make_session, "()"}, {"nice", be_nice, "(increment, /)"},
    {"getpriority", get_priority, "(which, who)"}, {"setpriority", set_priority, "(which, who, priority)"},
};

}  // namespace

FunctionTable identity_functions() { return kFunctions; }

}  // namespace tauraro::posix
