// The module _locale: the C library's locale and its message catalogs.
#include <langinfo.h>
#include <libintl.h>
#include <locale.h>

#include <climits>
#include <cwchar>

#include "builtins/support.h"
#include "modules/posix/posix.h"

namespace tauraro {
namespace {

constexpr NativeTypeSpec kError{"locale.Error", {}};

Raised raise_locale_error(Vm& vm, const char* message) { return raise_of_type(vm, vm.native_type(kError), message); }

/// Text in the locale's encoding.
Result<Value> locale_text(Vm& vm, const char* text) { return decode_path(vm, text); }

Result<std::string> text_argument(Vm& vm, Value value, const char* function, int number) {
  const std::string which = number ? concat(" ", number) : std::string();
  if (!is_instance(vm, value, TypeId::Str)) return vm.raise_error(TypeId::TypeError, function, "() argument", which, " must be str, not ", full_type_name(vm, vm.type_of(value)));
  std::string text = TRY(encode_path(vm, value.as<Str>()));
  if (text.find('\0') != std::string::npos) return vm.raise(TypeId::ValueError, "embedded null character");
  return text;
}

Result<Value> set_locale(Vm& vm, const Args& args) {
  const int category = TRY(clinic_c_int(vm, args[0]));
  if (args[1].is_none()) {
    const char* now = ::setlocale(category, nullptr);
    return now ? locale_text(vm, now) : Result<Value>(raise_locale_error(vm, "locale query failed"));
  }
  if (!is_instance(vm, args[1], TypeId::Str)) return vm.raise_error(TypeId::TypeError, "setlocale() argument 2 must be str or None, not ", full_type_name(vm, vm.type_of(args[1])));
  const std::string name = TRY(text_argument(vm, args[1], "setlocale", 2));
  const char* now = ::setlocale(category, name.c_str());
  return now ? locale_text(vm, now) : Result<Value>(raise_locale_error(vm, "unsupported locale setting"));
}

/// The sizes of groups of digits, as localeconv() shows them.
Result<Value> grouping_value(Vm& vm, const char* grouping) {
  List* list = TRY(new_list(vm));
  const char* size = grouping;
  for (; *size != '\0' && *size < CHAR_MAX; ++size) TRY(list_append(vm, list, Value::from_int(*size)));
  if (size != grouping) TRY(list_append(vm, list, Value::from_int(*size)));  // the end, or CHAR_MAX
  return value_of(list);
}

Result<Value> conventions(Vm& vm, const Args&) {
  const lconv* all = ::localeconv();
  Dict* dict = TRY(new_dict(vm));
  const auto add = [&](const char* name, Value value) { return dict_set_str(vm, dict, intern(vm, name), value); };
#define TEXT(name) TRY(add(#name, TRY(locale_text(vm, all->name))))
#define NUMBER(name) TRY(add(#name, Value::from_int(all->name)))
  TEXT(int_curr_symbol);
  TEXT(currency_symbol);
  TEXT(mon_decimal_point);
  TEXT(mon_thousands_sep);
  TRY(add("mon_grouping", TRY(grouping_value(vm, all->mon_grouping))));
  TEXT(positive_sign);
  TEXT(negative_sign);
  NUMBER(int_frac_digits);
  NUMBER(frac_digits);
  NUMBER(p_cs_precedes);
  NUMBER(p_sep_by_space);
  NUMBER(n_cs_precedes);
  NUMBER(n_sep_by_space);
  NUMBER(p_sign_posn);
  NUMBER(n_sign_posn);
  TEXT(decimal_point);
  TEXT(thousands_sep);
#undef TEXT
#undef NUMBER
  TRY(add("grouping", TRY(grouping_value(vm, all->grouping))));
  return value_of(dict);
}

Result<std::wstring> wide_argument(Vm& vm, Value value, const char* function, int number) {
  (void)TRY(text_argument(vm, value, function, number));
  const StrView characters = view(vm, value.as<Str>());
  std::wstring wide;
  for (std::uint32_t i = 0; i < characters.length; ++i) wide.push_back(static_cast<wchar_t>(characters[i]));
  return wide;
}

Result<Value> collate(Vm& vm, const Args& args) {
  const std::wstring left = TRY(wide_argument(vm, args[0], "strcoll", 1)), right = TRY(wide_argument(vm, args[1], "strcoll", 2));
  return Value::from_int(std::wcscoll(left.c_str(), right.c_str()));
}

Result<Value> transform(Vm& vm, const Args& args) {
  const std::wstring text = TRY(wide_argument(vm, args[0], "strxfrm", 0));
  std::wstring out(text.size() + 1, L'\0');
  errno = 0;
  std::size_t length = std::wcsxfrm(out.data(), text.c_str(), out.size());
  if (length >= out.size()) {
    out.resize(length + 1);
    length = std::wcsxfrm(out.data(), text.c_str(), out.size());
  }
  if (errno && errno != ERANGE) return posix::raise_errno(vm);
  return value_of(TRY(new_str_ucs4(vm, reinterpret_cast<const char32_t*>(out.data()), length)));
}

Result<Value> encoding(Vm& vm, const Args&) { return locale_text(vm, ::nl_langinfo(CODESET)); }

// ---- nl_langinfo ----

struct Constant {
  const char* name;
  int number;
};
#define NUMBER(name) {#name, name}
constexpr Constant kLanguageItems[] = {
    NUMBER(DAY_1), NUMBER(DAY_2), NUMBER(DAY_3), NUMBER(DAY_4), NUMBER(DAY_5), NUMBER(DAY_6), NUMBER(DAY_7), NUMBER(ABDAY_1), NUMBER(ABDAY_2), NUMBER(ABDAY_3),
    NUMBER(ABDAY_4), NUMBER(ABDAY_5), NUMBER(ABDAY_6), NUMBER(ABDAY_7), NUMBER(MON_1), NUMBER(MON_2), NUMBER(MON_3), NUMBER(MON_4), NUMBER(MON_5), NUMBER(MON_6),
    NUMBER(MON_7), NUMBER(MON_8), NUMBER(MON_9), NUMBER(MON_10), NUMBER(MON_11), NUMBER(MON_12), NUMBER(ABMON_1), NUMBER(ABMON_2), NUMBER(ABMON_3),
    NUMBER(ABMON_4), NUMBER(ABMON_5), NUMBER(ABMON_6), NUMBER(ABMON_7), NUMBER(ABMON_8), NUMBER(ABMON_9), NUMBER(ABMON_10), NUMBER(ABMON_11), NUMBER(ABMON_12),
    NUMBER(RADIXCHAR), NUMBER(THOUSEP), NUMBER(CRNCYSTR), NUMBER(D_FMT), NUMBER(D_T_FMT), NUMBER(T_FMT), NUMBER(AM_STR), NUMBER(PM_STR), NUMBER(CODESET),
    NUMBER(T_FMT_AMPM), NUMBER(ERA), NUMBER(ERA_D_FMT), NUMBER(ERA_D_T_FMT), NUMBER(ERA_T_FMT), NUMBER(ALT_DIGITS), NUMBER(YESEXPR), NUMBER(NOEXPR), NUMBER(_DATE_FMT),
};
constexpr Constant kConstants[] = {NUMBER(LC_CTYPE), NUMBER(LC_TIME), NUMBER(LC_COLLATE), NUMBER(LC_MONETARY), NUMBER(LC_MESSAGES),
                                   NUMBER(LC_NUMERIC), NUMBER(LC_ALL), NUMBER(CHAR_MAX)};
#undef NUMBER

Result<Value> language_item(Vm& vm, const Args& args) {
  const int key = TRY(clinic_c_int(vm, args[0]));
  for (const Constant& item : kLanguageItems)
    if (item.number == key) return locale_text(vm, ::nl_langinfo(key));
  return vm.raise(TypeId::ValueError, "unsupported langinfo constant");
}

// ---- gettext ----

Result<Value> translate(Vm& vm, const Args& args) { return locale_text(vm, ::gettext(TRY(text_argument(vm, args[0], "gettext", 0)).c_str())); }

/// Null for None.
Result<const char*> domain_argument(Vm& vm, Value value, const char* function, std::string* text) {
  *text = TRY(text_argument(vm, value, function, 1));
  return text->c_str();
}
Result<Value> translate_in(Vm& vm, const Args& args) {
  std::string domain;
  if (!args[0].is_none()) TRY(domain_argument(vm, args[0], "dgettext", &domain));
  const std::string message = TRY(text_argument(vm, args[1], "dgettext", 2));
  return locale_text(vm, ::dgettext(args[0].is_none() ? nullptr : domain.c_str(), message.c_str()));
}
Result<Value> translate_in_category(Vm& vm, const Args& args) {
  std::string domain;
  if (!args[0].is_none()) TRY(domain_argument(vm, args[0], "dcgettext", &domain));
  const std::string message = TRY(text_argument(vm, args[1], "dcgettext", 2));
  return locale_text(vm, ::dcgettext(args[0].is_none() ? nullptr : domain.c_str(), message.c_str(), TRY(clinic_c_int(vm, args[2]))));
}
Result<Value> text_domain(Vm& vm, const Args& args) {
  std::string domain;
  if (!args[0].is_none()) TRY(domain_argument(vm, args[0], "textdomain", &domain));
  const char* now = ::textdomain(args[0].is_none() ? nullptr : domain.c_str());
  return now ? locale_text(vm, now) : Result<Value>(posix::raise_errno(vm));
}
Result<Value> bind_text_domain(Vm& vm, const Args& args) {
  std::string domain, directory;
  TRY(domain_argument(vm, args[0], "bindtextdomain", &domain));
  if (domain.empty()) return raise_locale_error(vm, "domain must be a non-empty string");
  if (!args[1].is_none()) directory = TRY(file_system_path(vm, args[1]));
  const char* now = ::bindtextdomain(domain.c_str(), args[1].is_none() ? nullptr : directory.c_str());
  return now ? locale_text(vm, now) : Result<Value>(posix::raise_errno(vm));
}
Result<Value> bind_codeset(Vm& vm, const Args& args) {
  std::string domain, codeset;
  TRY(domain_argument(vm, args[0], "bind_textdomain_codeset", &domain));
  if (!args[1].is_none()) codeset = TRY(text_argument(vm, args[1], "bind_textdomain_codeset", 2));
  const char* now = ::bind_textdomain_codeset(domain.c_str(), args[1].is_none() ? nullptr : codeset.c_str());
  return now ? locale_text(vm, now) : Result<Value>(Value::none());
}

constexpr NativeMethod kFunctions[] = {
    {"setlocale", set_locale, "(category, locale=None, /)"}, {"localeconv", conventions, "()"}, {"strcoll", collate, "(os1, os2, /)"},
    {"strxfrm", transform, "(string, /)"}, {"nl_langinfo", language_item, "(key, /)"}, {"getencoding", encoding, "()"}, {"gettext", translate, "(msg, /)"},
    {"dgettext", translate_in, "(domain, msg, /)"}, {"dcgettext", translate_in_category, "(domain, msg, category, /)"}, {"textdomain", text_domain, "(domain, /)"},
    {"bindtextdomain", bind_text_domain, "(domain, dir, /)"}, {"bind_textdomain_codeset", bind_codeset, "(domain, codeset, /)"},
};

Result<void> initialize(Vm& vm, Module* module) {
  ::setlocale(LC_CTYPE, "");
  for (const Constant& row : kLanguageItems) TRY(set_module_int(vm, module, row.name, row.number));
  for (const Constant& row : kConstants) TRY(set_module_int(vm, module, row.name, row.number));
  Type* error = vm.native_type(kError);
  if (!error) error = TRY(make_exception_type(vm, kError, TypeId::Exception));
  return set_module_value(vm, module, "Error", value_of(error));
}

constexpr NativeModuleSpec kSpec{"_locale", kFunctions, initialize, "Support for POSIX locales."};

}  // namespace

const NativeModuleSpec& _locale_module() { return kSpec; }

}  // namespace tauraro
