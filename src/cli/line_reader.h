#pragma once
#include <string>

namespace tauraro {

class Vm;

/// Reads lines for an interactive session: with libedit's editing and history where standard input and output are a terminal and
/// the library is there, else plainly.
class LineReader {
 public:
  enum class Outcome { Line, End, Interrupted };
  explicit LineReader(Vm& vm);
  ~LineReader();
  LineReader(const LineReader&) = delete;
  LineReader& operator=(const LineReader&) = delete;

  /// The next line with its newline. Interrupted: Ctrl-C, with nothing pending afterwards.
  Outcome read(const std::string& prompt, std::string* line);

 private:
  struct Editor;  // the functions of libedit
  Outcome read_edited(const std::string& prompt, std::string* line);
  Outcome read_plain(const std::string& prompt, std::string* line);
  bool was_interrupted();

  Vm& vm_;
  Editor* editor_ = nullptr;
  std::string history_file_;
};

}  // namespace tauraro
