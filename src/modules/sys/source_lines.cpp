#include "modules/sys/source_lines.h"

#include <cstdio>

#include "builtins/support.h"
#include "builtins/sys_attribute.h"

namespace tauraro {
namespace {

bool read_file(const std::string& path, std::string* content) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (!file) return false;
  char chunk[65536];
  while (const std::size_t count = std::fread(chunk, 1, sizeof chunk, file)) content->append(chunk, count);
  std::fclose(file);
  return true;
}

/// The file itself, or one of its name in a directory of sys.path.
bool find_file(Vm& vm, const std::string& filename, std::string* content) {
  if (read_file(filename, content)) return true;
  const Value path = sys_attribute(vm, "path");
  if (!path.is(kind::List)) return false;
  const std::size_t slash = filename.rfind('/');
  const std::string tail = slash == std::string::npos ? filename : filename.substr(slash + 1);
  for (std::uint64_t i = 0; i < path.as<List>()->length; ++i) {
    const Value entry = path.as<List>()->storage->items[i];
    if (!entry.is(kind::Str)) continue;
    std::string directory = text_of(vm, entry);
    if (!directory.empty() && directory.back() != '/') directory += '/';
    if (read_file(directory + tail, content)) return true;
  }
  return false;
}

/// Whether the first two lines name Latin-1 as the encoding.
bool is_latin1(const std::string& content) {
  const std::string head = content.substr(0, content.find('\n', content.find('\n') + 1));
  return head.find("coding") != std::string::npos && (head.find("latin-1") != std::string::npos || head.find("iso-8859-1") != std::string::npos);
}

void append_latin1(std::string& to, unsigned char c) {
  if (c < 0x80) {
    to += static_cast<char>(c);
    return;
  }
  to += static_cast<char>(0xc0 | c >> 6);
  to += static_cast<char>(0x80 | (c & 0x3f));
}

std::vector<std::string> split(const std::string& content) {
  std::vector<std::string> lines;
  const bool latin1 = is_latin1(content);
  std::string line;
  for (std::size_t i = content.compare(0, 3, "\xef\xbb\xbf") == 0 ? 3 : 0; i < content.size(); ++i) {
    const char c = content[i];
    if (c == '\r' && i + 1 < content.size() && content[i + 1] == '\n') continue;
    if (c == '\n' || c == '\r') {
      lines.push_back(std::move(line));
      line.clear();
    } else if (latin1) {
      append_latin1(line, static_cast<unsigned char>(c));
    } else {
      line += c;
    }
  }
  if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

}  // namespace

const std::vector<std::string>& SourceLines::lines_of(const std::string& filename) {
  const auto known = files_.find(filename);
  if (known != files_.end()) return known->second;
  std::string content;
  const bool is_real = filename.size() < 2 || filename.front() != '<' || filename.back() != '>';
  return files_[filename] = is_real && find_file(vm_, filename, &content) ? split(content) : std::vector<std::string>();
}

const std::string* SourceLines::line(const std::string& filename, int number) {
  const std::vector<std::string>& lines = lines_of(filename);
  return number >= 1 && static_cast<std::size_t>(number) <= lines.size() ? &lines[static_cast<std::size_t>(number) - 1] : nullptr;
}

}  // namespace tauraro
