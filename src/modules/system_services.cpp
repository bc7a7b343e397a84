// The modules _uuid, _crypt and syslog: thin calls into the system.
#include <syslog.h>

#include "builtins/support.h"
#include "modules/compression/shared_library.h"
#include "modules/posix/posix.h"
#include "object/bytes.h"

namespace tauraro {
namespace {

// ---- _uuid ----

using GenerateUuid = int (*)(unsigned char* out);

GenerateUuid generate_uuid() {
  const compression::SharedLibrary library("libuuid.so.1");
  int (*function)(unsigned char*) = nullptr;
  library.find(function, "uuid_generate_time_safe");
  return function;
}

Result<Value> generate_time_safe(Vm& vm, const Args&) {
  unsigned char bytes[16];
  const int outcome = generate_uuid()(bytes);
  return tuple_value(vm, {value_of(TRY(new_bytes(vm, {reinterpret_cast<char*>(bytes), sizeof bytes}))), Value::from_int(outcome)});
}

constexpr NativeMethod kUuidFunctions[] = {{"generate_time_safe", generate_time_safe, "()"}};

Result<void> initialize_uuid(Vm& vm, Module* module) {
  if (!generate_uuid()) return compression::raise_not_loaded(vm, "libuuid.so.1");
  return set_module_int(vm, module, "has_uuid_generate_time_safe", 1);
}
constexpr NativeModuleSpec kUuid{"_uuid", kUuidFunctions, initialize_uuid};

// ---- _crypt ----

using CryptFunction = char*(const char* word, const char* salt);

CryptFunction* crypt_function() {
  const compression::SharedLibrary library("libcrypt.so.1");
  CryptFunction* function = nullptr;
  library.find(function, "crypt");
  return function;
}

Result<Value> crypt_word(Vm& vm, const Args& args) {
  for (int i = 0; i < 2; ++i)
    if (!is_instance(vm, args[i], TypeId::Str)) return vm.raise_error(TypeId::TypeError, "crypt() argument ", i + 1, " must be str, not ", full_type_name(vm, vm.type_of(args[i])));
  const std::string word = text_of(vm, args[0]), salt = text_of(vm, args[1]);
  if ((word + salt).find('\0') != std::string::npos) return vm.raise(TypeId::ValueError, "embedded null character");
  const char* outcome = crypt_function()(word.c_str(), salt.c_str());
  if (!outcome) return posix::raise_errno(vm);
  return str_value(vm, outcome);
}

constexpr NativeMethod kCryptFunctions[] = {{"crypt", crypt_word, "(word, salt, /)"}};

Result<void> initialize_crypt(Vm& vm, Module*) {
  if (!crypt_function()) return compression::raise_not_loaded(vm, "libcrypt.so.1");
  return {};
}
constexpr NativeModuleSpec kCrypt{"_crypt", kCryptFunctions, initialize_crypt};

// ---- syslog: the system keeps the pointer to the identification, so its text lives in the module's state ----

/// The process's connection to the log.
struct LogConnection {
  std::string identification;
  bool is_open = false;
};
LogConnection connection;

Result<std::string> program_name(Vm& vm) {
  const Value arguments = TRY(find_attr(vm, value_of(vm.sys), "argv"));
  if (!arguments.is(kind::List) || arguments.as<List>()->length == 0 || !arguments.as<List>()->storage->items[0].is(kind::Str)) return std::string();
  const std::string path = text_of(vm, arguments.as<List>()->storage->items[0]);
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

Result<Value> open_log(Vm& vm, const Args& args) {
  std::string identification;
  if (args.has(0)) {
    if (!is_instance(vm, args[0], TypeId::Str)) return vm.raise_error(TypeId::TypeError, "openlog() argument 1 must be str, not ", full_type_name(vm, vm.type_of(args[0])));
    identification = text_of(vm, args[0]);
  } else {
    identification = TRY(program_name(vm));
  }
  const std::int64_t option = TRY(posix::long_argument(vm, args[1])), facility = TRY(posix::long_argument(vm, args[2]));
  connection.identification = identification;
  ::openlog(identification.empty() ? nullptr : connection.identification.c_str(), static_cast<int>(option), static_cast<int>(facility));
  connection.is_open = true;
  return Value::none();
}

Result<Value> write_log(Vm& vm, const Args& args) {
  const std::uint32_t count = args.rest_count;
  if (count < 1 || count > 2 || !args.rest[count - 1].is(kind::Str) || (count == 2 && !is_int_like(args.rest[0]))) return vm.raise(TypeId::TypeError, "[priority,] message string");
  const int priority = count == 2 ? TRY(clinic_c_int(vm, args.rest[0])) : LOG_INFO;
  const std::string message = text_of(vm, args.rest[count - 1]);
  if (!connection.is_open) {
    connection.identification = TRY(program_name(vm));
    ::openlog(connection.identification.empty() ? nullptr : connection.identification.c_str(), 0, LOG_USER);
    connection.is_open = true;
  }
  Blocking blocking(vm);
  ::syslog(priority, "%s", message.c_str());
  return Value::none();
}

Result<Value> close_log(Vm&, const Args&) {
  if (connection.is_open) ::closelog();
  connection.is_open = false;
  return Value::none();
}
Result<Value> set_log_mask(Vm& vm, const Args& args) { return Value::from_int(::setlogmask(static_cast<int>(TRY(posix::long_argument(vm, args[0]))))); }
Result<Value> log_mask(Vm& vm, const Args& args) { return Value::from_int(LOG_MASK(TRY(posix::long_argument(vm, args[0])))); }
Result<Value> log_up_to(Vm& vm, const Args& args) { return Value::from_int(LOG_UPTO(TRY(posix::long_argument(vm, args[0])))); }

constexpr NativeMethod kLogFunctions[] = {
    {"openlog", open_log, "(ident=<unset>, logoption=0, facility=8)"}, {"closelog", close_log, "()"}, {"syslog", write_log, "(*args)"},
    {"setlogmask", set_log_mask, "(maskpri, /)"}, {"LOG_MASK", log_mask, "(pri, /)"}, {"LOG_UPTO", log_up_to, "(pri, /)"},
};

struct Constant {
  const char* name;
  int number;
};
#define NUMBER(name) {#name, name}
constexpr Constant kLogConstants[] = {
    NUMBER(LOG_EMERG), NUMBER(LOG_ALERT), NUMBER(LOG_CRIT), NUMBER(LOG_ERR), NUMBER(LOG_WARNING), NUMBER(LOG_NOTICE), NUMBER(LOG_INFO), NUMBER(LOG_DEBUG),
    NUMBER(LOG_PID), NUMBER(LOG_CONS), NUMBER(LOG_NDELAY), NUMBER(LOG_ODELAY), NUMBER(LOG_NOWAIT), NUMBER(LOG_PERROR), NUMBER(LOG_KERN), NUMBER(LOG_USER),
    NUMBER(LOG_MAIL), NUMBER(LOG_DAEMON), NUMBER(LOG_AUTH), NUMBER(LOG_LPR), NUMBER(LOG_LOCAL0), NUMBER(LOG_LOCAL1), NUMBER(LOG_LOCAL2), NUMBER(LOG_LOCAL3),
    NUMBER(LOG_LOCAL4), NUMBER(LOG_LOCAL5), NUMBER(LOG_LOCAL6), NUMBER(LOG_LOCAL7), NUMBER(LOG_SYSLOG), NUMBER(LOG_CRON), NUMBER(LOG_UUCP), NUMBER(LOG_NEWS),
    NUMBER(LOG_AUTHPRIV),
};
#undef NUMBER

Result<void> initialize_log(Vm& vm, Module* module) {
  for (const Constant& row : kLogConstants) TRY(set_module_int(vm, module, row.name, row.number));
  return {};
}
constexpr NativeModuleSpec kLog{"syslog", kLogFunctions, initialize_log};

}  // namespace

const NativeModuleSpec& _uuid_module() { return kUuid; }
const NativeModuleSpec& _crypt_module() { return kCrypt; }
const NativeModuleSpec& syslog_module() { return kLog; }

}  // namespace tauraro
