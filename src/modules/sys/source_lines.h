#pragma once
#include <string>
#include <unordered_map>
#include <vector>

#include "object/runtime.h"

namespace tauraro {

/// Lines of source files for tracebacks. Reads each file once.
class SourceLines {
 public:
  explicit SourceLines(Vm& vm) : vm_(vm) {}
  /// The line (from 1) without its newline, as UTF-8; null when there is no such file or line.
  const std::string* line(const std::string& filename, int number);

 private:
  const std::vector<std::string>& lines_of(const std::string& filename);
  Vm& vm_;
  std::unordered_map<std::string, std::vector<std::string>> files_;
};

}  // namespace tauraro
