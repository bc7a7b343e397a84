#include "cli/environment.h"

#include <locale.h>
#include <sys/random.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "base/siphash.h"

namespace tauraro {
namespace {

/// A PYTHON... variable that is set to something, and may be looked at.
const char* variable(const Settings& settings, const char* name) {
  const char* value = settings.ignore_environment ? nullptr : std::getenv(name);
  return value && *value ? value : nullptr;
}

/// As CPython counts them: a number, or 1 for any other text.
int level(const char* text) {
  const int number = std::atoi(text);
  return number > 0 ? number : 1;
}

void take_level(const Settings& settings, const char* name, int* field) {
  if (const char* text = variable(settings, name)) *field = std::max(*field, level(text));
}
void take_switch(const Settings& settings, const char* name, bool* field) {
  if (variable(settings, name)) *field = true;
}

/// PYTHONIOENCODING=encoding:errors
void take_stream_encoding(Settings* settings) {
  const char* text = variable(*settings, "PYTHONIOENCODING");
  if (!text) return;
  const std::string value = text;
  const std::size_t colon = value.find(':');
  settings->stream_encoding = value.substr(0, colon);
  if (colon != std::string::npos) settings->stream_errors = value.substr(colon + 1);
}

/// Whether the locale of characters is one in which undecodable bytes pass through the standard streams: C, POSIX, C.UTF-8, or one
/// that this system does not have, as setlocale() would fall back to C.
bool has_plain_locale() {
  const char* name = nullptr;
  for (const char* which : {"LC_ALL", "LC_CTYPE", "LANG"})
    if (!name || !*name) name = std::getenv(which);
  if (!name || !*name) return true;
  for (const char* plain : {"C", "POSIX", "C.UTF-8", "C.utf8", "UTF-8"})
    if (std::strcmp(name, plain) == 0) return true;
  const locale_t locale = newlocale(LC_CTYPE_MASK, name, nullptr);
  if (locale) freelocale(locale);
  return !locale;
}

void take_warnings(Settings* settings) {
  const char* text = variable(*settings, "PYTHONWARNINGS");
  if (!text) return;
  std::vector<std::string> given;
  for (std::string rest = text; !rest.empty();) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    if (comma) given.push_back(rest.substr(0, comma));
    rest.erase(0, comma + 1);
  }
  settings->warnings.insert(settings->warnings.begin(), given.begin(), given.end());  // the command line's come later and win
}

bool has_x_option(const Settings& settings, const char* name) {
  return std::any_of(settings.x_options.begin(), settings.x_options.end(), [&](const std::string& option) { return option == name || option.rfind(std::string(name) + "=", 0) == 0; });
}

/// -X utf8, PYTHONUTF8, else the locales C and POSIX.
bool take_utf8_mode(Settings* settings) {
  for (const std::string& option : settings->x_options) {
    if (option == "utf8" || option == "utf8=1") settings->utf8_mode = true;
    else if (option == "utf8=0") settings->utf8_mode = false;
    else if (option.rfind("utf8=", 0) == 0) return std::fprintf(stderr, "Fatal Python error: preconfig_init_utf8_mode: invalid -X utf8 option value\nPython runtime state: preinitializing\n\n"), false;
  }
  if (has_x_option(*settings, "utf8")) return true;
  const char* text = variable(*settings, "PYTHONUTF8");
  if (text && std::strcmp(text, "1") == 0) settings->utf8_mode = true;
  return true;
}

/// Random without PYTHONHASHSEED, or with "random".
bool take_hash_seed(EngineOptions* engine) {
  const char* text = variable(engine->settings, "PYTHONHASHSEED");
  if (!text || std::strcmp(text, "random") == 0) {
    if (getrandom(engine->hash_key, sizeof engine->hash_key, 0) != sizeof engine->hash_key) std::memset(engine->hash_key, 0, sizeof engine->hash_key);
    engine->hash_randomized = true;
    return true;
  }
  char* end;
  const unsigned long seed = std::strtoul(text, &end, 10);
  if (*end || *text < '0' || *text > '9' || seed > 0xffff'ffffu) {
    std::fprintf(stderr, "Fatal Python error: config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]\nPython runtime state: preinitialized\n\nCurrent thread 0x%016lx (most recent call first):\n  <no Python frame>\n", 0ul);
    return false;
  }
  derive_hash_key(static_cast<std::uint32_t>(seed), engine->hash_key);
  engine->hash_randomized = seed != 0;
  return true;
}

}  // namespace

bool apply_environment(CommandLine* line) {
  Settings& settings = line->engine.settings;
  take_level(settings, "PYTHONDEBUG", &settings.debug);
  take_level(settings, "PYTHONVERBOSE", &settings.verbose);
  take_level(settings, "PYTHONOPTIMIZE", &settings.optimize);
  take_level(settings, "PYTHONINSPECT", &settings.inspect);
  take_switch(settings, "PYTHONDONTWRITEBYTECODE", &settings.dont_write_bytecode);
  take_switch(settings, "PYTHONNOUSERSITE", &settings.no_user_site);
  take_switch(settings, "PYTHONUNBUFFERED", &settings.unbuffered);
  take_switch(settings, "PYTHONSAFEPATH", &settings.safe_path);
  take_switch(settings, "PYTHONDEVMODE", &settings.dev_mode);
  settings.surrogate_streams = settings.utf8_mode || has_plain_locale();
  take_stream_encoding(&settings);
  take_warnings(&settings);
  if (const char* digits = variable(settings, "PYTHONINTMAXSTRDIGITS")) settings.int_max_str_digits = std::atoi(digits);
  for (const std::string& option : settings.x_options)
    if (option.rfind("int_max_str_digits=", 0) == 0) settings.int_max_str_digits = std::atoi(option.c_str() + 19);
  if (settings.int_max_str_digits > 0 && settings.int_max_str_digits < 640)
    return std::fprintf(stderr, "Fatal Python error: config_init_int_max_str_digits: -X int_max_str_digits: invalid limit; must be >= 640 or 0 for unlimited.\nPython runtime state: preinitialized\n\n"), false;
  if (has_x_option(settings, "dev")) settings.dev_mode = true;
  if (has_x_option(settings, "warn_default_encoding") || variable(settings, "PYTHONWARNDEFAULTENCODING")) settings.warn_default_encoding = true;
  if (settings.bytes_warning) settings.warnings.push_back(settings.bytes_warning > 1 ? "error::BytesWarning" : "default::BytesWarning");
  if (settings.dev_mode) settings.warnings.insert(settings.warnings.begin(), "default");
  if (settings.inspect) line->stays = line->stays || isatty(0);
  if (settings.safe_path && line->action != CommandLine::Action::Batch && !line->engine.search_path.empty()) line->engine.search_path.clear();
  return take_utf8_mode(&settings) && take_hash_seed(&line->engine);
}

}  // namespace tauraro
