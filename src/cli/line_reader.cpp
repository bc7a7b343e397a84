#include "cli/line_reader.h"

#include <dlfcn.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "object/operations.h"

namespace tauraro {

struct LineReader::Editor {
  void (*install)(const char* prompt, void (*take)(char* line));
  void (*remove)();
  void (*read_char)();
  int (*add_history)(const char* line);
  int (*read_history)(const char* file);
  int (*write_history)(const char* file);

  template <class Function>
  static bool find(void* library, const char* name, Function* function) {
    *function = reinterpret_cast<Function>(dlsym(library, name));
    return *function != nullptr;
  }
  /// Loaded when a session needs it, not at start-up; null where it is not installed.
  static Editor* load() {
    void* library = dlopen("libedit.so.2", RTLD_NOW | RTLD_LOCAL);
    if (!library) return nullptr;
    auto* editor = new Editor;
    if (find(library, "rl_callback_handler_install", &editor->install) && find(library, "rl_callback_handler_remove", &editor->remove) &&
        find(library, "rl_callback_read_char", &editor->read_char) && find(library, "add_history", &editor->add_history) &&
        find(library, "read_history", &editor->read_history) && find(library, "write_history", &editor->write_history))
      return editor;
    delete editor;
    return nullptr;
  }
};

namespace {

/// What libedit's callback, which has no context, has taken. A process has one terminal.
struct Taken {
  bool done = false, ended = false;
  std::string line;
} taken;

void take_line(char* line) {
  taken.done = true;
  taken.ended = !line;
  if (line) taken.line = line;
  std::free(line);
}

}  // namespace

LineReader::LineReader(Vm& vm) : vm_(vm) {
  const char* terminal = std::getenv("TERM");
  const bool is_terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
  if (!is_terminal || !terminal || std::string(terminal) == "dumb") return;
  editor_ = Editor::load();
  if (!editor_) return;
  if (const char* home = std::getenv("HOME")) history_file_ = std::string(home) + "/.tauraro_history";
  if (!history_file_.empty()) editor_->read_history(history_file_.c_str());
}

LineReader::~LineReader() {
  if (!editor_) return;
  if (!history_file_.empty()) editor_->write_history(history_file_.c_str());
  delete editor_;
}

bool LineReader::was_interrupted() {
  if (!vm_.poll().is_raised()) return false;
  if (vm_.thread->stop) return true;
  (void)vm_.catch_pending();
  return true;
}

LineReader::Outcome LineReader::read(const std::string& prompt, std::string* line) {
  line->clear();
  return editor_ ? read_edited(prompt, line) : read_plain(prompt, line);
}

LineReader::Outcome LineReader::read_edited(const std::string& prompt, std::string* line) {
  taken = {};
  editor_->install(prompt.c_str(), take_line);
  while (!taken.done) {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    const int ready = ::poll(&input, 1, -1);
    if (ready > 0) editor_->read_char();
    if (taken.done || !was_interrupted()) continue;
    editor_->remove();
    return Outcome::Interrupted;
  }
  editor_->remove();
  if (taken.ended) return Outcome::End;
  if (!taken.line.empty()) editor_->add_history(taken.line.c_str());
  *line = taken.line + "\n";
  return Outcome::Line;
}

LineReader::Outcome LineReader::read_plain(const std::string& prompt, std::string* line) {
  std::fputs(prompt.c_str(), stderr);
  std::fflush(stderr);
  while (true) {
    errno = 0;
    const int character = std::getc(stdin);
    if (character == EOF) {
      const bool interrupted = errno == EINTR;
      std::clearerr(stdin);
      if (!interrupted) return line->empty() ? Outcome::End : Outcome::Line;
      if (was_interrupted()) return Outcome::Interrupted;
      continue;
    }
    line->push_back(static_cast<char>(character));
    if (character == '\n') return Outcome::Line;
  }
}

}  // namespace tauraro
