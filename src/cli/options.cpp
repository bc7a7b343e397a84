#include "cli/options.h"

#include <algorithm>
#include <climits>
#include <cstdlib>
#include <cstring>

#include <unistd.h>

namespace tauraro {

const char* const kHelpText =
    "usage: tauraro [option] ... [run FILE | FILE | -c CODE | -m MODULE | - | dis FILE] [arg] ...\n"
    "Runs Python 3.11 programs.\n"
    "\n"
    "  -c CODE, -m MODULE, -      a program as text, a module of the library path, standard input\n"
    "  dis FILE                   prints the bytecode\n"
    "  --batch FILE               runs each program named in FILE in a VM of its own\n"
    "  --version, -V, --help, -h\n"
    "  --no-jit                   interprets only\n"
    "  --jit-threshold N          compiles a loop at its N-th iteration\n"
    "  --jit-log, --jit-stats     what was compiled, on standard error\n"
    "  --jit-stress=threshold     compiles everything at once\n"
    "  --jit-stress=exits[,SEED]  and takes exits at random\n"
    "  --jit-disable=PASS,...     leaves optimizations out\n"
    "  --dump=WHAT[:NAME]         bytecode, ir (the compiler's graph after each pass), asm, or several with commas\n"
    "  --gc-stress[=N]            collects at every N-th allocation (64)\n"
    "  --max-heap BYTES, --max-time SECONDS, --fuel N\n"
    "                             stops the program at a limit: exit code 124 (time) or 125\n";

namespace {

std::string in_current_directory(std::string path) {
  if (path.starts_with("/")) return path;
  char current[PATH_MAX];
  if (!::getcwd(current, sizeof current)) return path;
  while (path.starts_with("./")) path.erase(0, 2);
  return std::string(current) + "/" + path;
}

/// sys.executable: the whole path of the command as it was called; a bare name was found on PATH. Empty: not found there.
std::string program_path(const std::string& name) {
  if (name.find('/') != name.npos) return in_current_directory(name);
  const char* variable = std::getenv("PATH");
  std::string_view directories = variable ? variable : "/usr/local/bin:/usr/bin:/bin";
  while (!directories.empty()) {
    const std::size_t colon = std::min(directories.find(':'), directories.size());
    const std::string path = std::string(directories.substr(0, colon)) + (colon ? "/" : "./") + name;
    if (::access(path.c_str(), X_OK) == 0) return in_current_directory(path);
    directories.remove_prefix(std::min(colon + 1, directories.size()));
  }
  return "";
}

/// Takes options one after the other; values follow as `--name=value` or as the next argument.
class Parser {
 public:
  Parser(int argc, char** argv) : argc_(argc), argv_(argv) {}

  CommandLine parse() {
    line_.engine.original_arguments.assign(argv_, argv_ + argc_);
    if (argc_ > 0) line_.engine.executable = program_path(argv_[0]);
    while (at_ < argc_ && !done_) take(argv_[at_]);
    if (!done_) finish_without_program();
    return std::move(line_);
  }

 private:
  void take(const std::string& argument) {
    ++at_;
    if (argument == "-" || argument.empty() || argument[0] != '-') return take_program(argument);
    if (argument == "--check-hash-based-pycs" && at_ < argc_) return (void)++at_;
    if (argument == "-c") return take_code();
    if (argument == "-m") return take_module();
    if (argument == "--version" || argument == "-V") return stop(CommandLine::Action::Version);
    if (argument == "--help" || argument == "-h") return stop(CommandLine::Action::Help);
    if (argument.compare(0, 2, "--") == 0) return take_long(argument);
    take_short(argument);
  }

  void stop(CommandLine::Action action) {
    line_.action = action;
    done_ = true;
  }
  void wrong(const std::string& problem) {
    line_.problem = problem;
    stop(CommandLine::Action::Wrong);
  }
  void keep_arguments(const std::string& first) {
    line_.engine.arguments = {first};
    line_.engine.arguments.insert(line_.engine.arguments.end(), argv_ + at_, argv_ + argc_);
  }

  void take_code() {
    if (at_ >= argc_) return wrong("Argument expected for the -c option");
    line_.subject = std::string(argv_[at_++]) + "\n";
    keep_arguments("-c");
    line_.engine.search_path = {""};
    stop(CommandLine::Action::RunCode);
  }
  void take_module() {
    if (at_ >= argc_) return wrong("Argument expected for the -m option");
    line_.subject = argv_[at_++];
    keep_arguments("-m");
    char here[PATH_MAX];
    line_.engine.search_path = {getcwd_text(here)};
    stop(CommandLine::Action::RunModule);
  }
  static std::string getcwd_text(char* buffer) { return realpath(".", buffer) ? buffer : ""; }

  void take_program(const std::string& argument) {
    if ((argument == "run" || argument == "dis") && at_ < argc_) {
      const std::string file = argv_[at_++];
      if (argument == "dis") {
        line_.subject = file;
        return stop(CommandLine::Action::Disassemble);
      }
      return take_file(file);
    }
    if (argument == "-") {
      keep_arguments("-");
      line_.engine.search_path = {""};
      return stop(CommandLine::Action::RunInput);
    }
    take_file(argument);
  }
  void take_file(const std::string& file) {
    keep_arguments(file);
    char resolved[PATH_MAX];
    if (realpath(file.c_str(), resolved)) {
      const std::string path = resolved;
      line_.engine.search_path = {path.substr(0, path.rfind('/'))};
    }
    line_.subject = file;
    stop(CommandLine::Action::RunFile);
  }

  /// The value of a long option, from "=..." or from the next argument.
  bool value_of(const std::string& argument, const char* name, std::string* value) {
    const std::size_t length = std::strlen(name);
    if (argument.compare(0, length, name) != 0) return false;
    if (argument.size() > length && argument[length] == '=') return *value = argument.substr(length + 1), true;
    if (argument.size() != length) return false;
    if (at_ >= argc_) return wrong(std::string("Argument expected for the ") + name + " option"), true;
    *value = argv_[at_++];
    return true;
  }

  void take_long(const std::string& argument) {
    std::string value;
    EngineOptions& engine = line_.engine;
    JitOptions& jit = engine.jit_options;
    if (argument == "--no-jit") engine.jit = false;
    else if (argument == "--jit-log") jit.log = true;
    else if (argument == "--jit-stats") jit.stats = true;
    else if (value_of(argument, "--jit-threshold", &value)) jit.threshold = static_cast<std::uint32_t>(whole_number("--jit-threshold", value));
    else if (argument == "--jit-stress=threshold") jit.threshold = 1;
    else if (argument.compare(0, 18, "--jit-stress=exits") == 0) take_exit_stress(argument.substr(18));
    else if (value_of(argument, "--jit-disable", &value)) jit.disabled_passes = value;
    else if (value_of(argument, "--dump", &value)) take_dump(value);
    else if (argument == "--gc-stress") engine.gc_stress = 64;
    else if (argument.compare(0, 12, "--gc-stress=") == 0) engine.gc_stress = static_cast<std::uint32_t>(whole_number("--gc-stress", argument.substr(12)));
    else if (value_of(argument, "--max-heap", &value)) engine.limits.heap_bytes = static_cast<std::size_t>(number_with_suffix("--max-heap", value));
    else if (value_of(argument, "--max-stack", &value)) engine.limits.stack_bytes = static_cast<std::size_t>(number_with_suffix("--max-stack", value));
    else if (value_of(argument, "--max-time", &value)) engine.limits.nanoseconds = static_cast<std::int64_t>(std::min(positive_number("--max-time", value), 9e9) * 1e9);
    else if (value_of(argument, "--fuel", &value)) engine.limits.fuel = static_cast<std::int64_t>(whole_number("--fuel", value));
    else if (value_of(argument, "--batch", &value)) {
      line_.subject = value;
      stop(CommandLine::Action::Batch);
    } else {
      wrong("unknown option " + argument);
    }
  }

  void take_exit_stress(const std::string& rest) {
    line_.engine.jit_options.threshold = 1;
    line_.engine.jit_options.stress_exits = true;
    if (rest.size() > 1) line_.engine.jit_options.stress_seed = std::strtoull(rest.c_str() + 1, nullptr, 10);
  }
  void take_dump(const std::string& value) {
    const std::size_t colon = std::min(value.find(':'), value.size());
    for (std::size_t begin = 0; begin <= colon;) {
      const std::size_t end = std::min(value.find(',', begin), colon);
      const std::string what = value.substr(begin, end - begin);
      if (what == "bytecode") line_.dumps_bytecode = true;
      else if (what == "ir") line_.engine.jit_options.dump_ir = true;
      else if (what == "asm") line_.engine.jit_options.dump_asm = true;
      else return wrong("--dump: '" + what + "' is none of bytecode, ir, asm");
      begin = end + 1;
    }
    if (colon < value.size()) line_.engine.jit_options.dump_function = value.substr(colon + 1);
  }
  std::uint64_t whole_number(const char* option, const std::string& text) {
    constexpr std::uint64_t kMost = std::uint64_t{1} << 62;
    std::uint64_t number = 0;
    bool good = !text.empty();
    for (const char c : text) {
      good = good && c >= '0' && c <= '9' && number < kMost / 10;
      number = number * 10 + static_cast<unsigned>(c - '0');
    }
    if (!good) wrong(std::string(option) + ": '" + text + "' is no whole number");
    return good ? number : 0;
  }
  double positive_number(const char* option, const std::string& text) {
    char* end = nullptr;
    const double number = std::strtod(text.c_str(), &end);
    const bool good = !text.empty() && *end == 0 && number > 0 && number < 1e15;
    if (!good) wrong(std::string(option) + ": '" + text + "' is no positive number");
    return good ? number : 0;
  }
  /// Bytes: a number, perhaps with k, M or G.
  double number_with_suffix(const char* option, const std::string& text) {
    const std::size_t letter = text.find_first_of("kKmMgG");
    const double number = positive_number(option, text.substr(0, letter));
    if (letter == std::string::npos) return number;
    if (letter + 1 != text.size()) wrong(std::string(option) + ": '" + text + "' is no size");
    switch (text[letter] | 0x20) {
      case 'k': return number * 1024;
      case 'm': return number * 1024 * 1024;
      default: return number * 1024 * 1024 * 1024;
    }
  }

  /// CPython's one-letter options that change nothing here are accepted.
  void take_short(const std::string& argument) {
    Settings& settings = line_.engine.settings;
    for (std::size_t i = 1; i < argument.size() && !done_; ++i) {
      switch (argument[i]) {
        case 'i':
          line_.stays = true;
          settings.inspect = settings.interactive = 1;
          break;
        case 'b': ++settings.bytes_warning; break;
        case 'B': settings.dont_write_bytecode = true; break;
        case 'd': ++settings.debug; break;
        case 'E': settings.ignore_environment = true; break;
        case 'I': settings.isolated = settings.ignore_environment = settings.no_user_site = settings.safe_path = true; break;
        case 'O': ++settings.optimize; break;
        case 'P': settings.safe_path = true; break;
        case 'q': ++settings.quiet; break;
        case 's': settings.no_user_site = true; break;
        case 'S': settings.no_site = true; break;
        case 'u': settings.unbuffered = true; break;
        case 'v': ++settings.verbose; break;
        case 'x': line_.skips_first_line = true; break;
        case 'R': case 't': break;  // of old: without effect
        case 'V': return stop(CommandLine::Action::Version);
        case 'h': case '?': return stop(CommandLine::Action::Help);
        case 'c':
        case 'm':
          if (i + 1 < argument.size()) return take_attached(argument[i], argument.substr(i + 1));
          return argument[i] == 'c' ? take_code() : take_module();
        case 'W':
        case 'X': return take_valued(argument[i], argument.substr(i + 1));
        default: return wrong(std::string("Unknown option: -") + argument[i]);
      }
    }
  }
  /// -cCODE, -mMODULE
  void take_attached(char option, const std::string& value) {
    attached_ = value;
    --at_;
    argv_[at_] = attached_.data();
    return option == 'c' ? take_code() : take_module();
  }
  void take_valued(char option, std::string value) {
    if (value.empty()) {
      if (at_ >= argc_) return wrong(std::string("Argument expected for the -") + option + " option");
      value = argv_[at_++];
    }
    Settings& settings = line_.engine.settings;
    (option == 'W' ? settings.warnings : settings.x_options).push_back(value);
  }

  void finish_without_program() {
    line_.engine.arguments = {""};
    line_.engine.search_path = {""};
    line_.action = CommandLine::Action::RunInput;
  }

  int argc_;
  char** argv_;
  int at_ = 1;
  bool done_ = false;
  std::string attached_;
  CommandLine line_;
};

}  // namespace

CommandLine parse_command_line(int argc, char** argv) { return Parser(argc, argv).parse(); }

}  // namespace tauraro
