#include <gtest/gtest.h>

#include <dirent.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "jit/ir/parse.h"
#include "jit/ir/print.h"
#include "jit/ir/verify.h"
#include "jit/pass/pass.h"
#include "random_graph.h"

namespace tauraro::jit::test {
namespace {

// tests/golden/ir/<pass>/<name>.ir: comment lines, "# passes: a, b", a graph, "# expect", the graph after these passes.
// UPDATE_GOLDEN=1 writes what the passes give now.

std::vector<std::string> entries(const std::string& folder) {
  std::vector<std::string> names;
  if (DIR* directory = opendir(folder.c_str())) {
    while (const dirent* entry = readdir(directory))
      if (entry->d_name[0] != '.') names.push_back(entry->d_name);
    closedir(directory);
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string run_passes(const std::string& header, const std::string& input) {
  Graph graph{test_calls()};
  if (const std::string error = parse_graph(input, graph); !error.empty()) return "cannot parse: " + error;
  if (const std::string error = verify(graph); !error.empty()) return "bad input: " + error;
  const std::size_t at = header.find("# passes: ");
  if (at == std::string::npos) return "no passes named";
  std::istringstream names(header.substr(at + 10, header.find('\n', at) - at - 10));
  for (std::string name; std::getline(names, name, ',');) {
    name.erase(0, name.find_first_not_of(' '));
    name.erase(name.find_last_not_of(' ') + 1);
    if (name == "all") {
      optimize(graph, {});
      continue;
    }
    const Pass* pass = find_pass(name);
    if (!pass) return "no such pass: " + name;
    pass->run(graph, {});
    if (const std::string error = verify(graph); !error.empty()) return "after " + name + ": " + error + "\n" + print_graph(graph);
  }
  return print_graph(graph);
}

void check_file(const std::string& path) {
  std::ifstream file(path);
  std::stringstream buffer;
  buffer << file.rdbuf();
  const std::string text = buffer.str();
  std::size_t header_end = 0;
  while (text.compare(header_end, 1, "#") == 0) header_end = text.find('\n', header_end) + 1;
  const std::size_t expect = text.find("# expect\n");
  const std::string header = text.substr(0, header_end);
  const std::string input = text.substr(header_end, expect == std::string::npos ? std::string::npos : expect - header_end);
  const std::string result = run_passes(header, input);
  if (std::getenv("UPDATE_GOLDEN")) {
    std::ofstream(path) << header << input << "# expect\n" << result;
    return;
  }
  ASSERT_NE(expect, std::string::npos) << path;
  EXPECT_EQ(text.substr(expect + 9), result) << path;
}

TEST(Passes, GoldenFiles) {
  const std::string root = std::string(TAURARO_SOURCE_DIR) + "/tests/golden/ir";
  unsigned count = 0;
  for (const std::string& pass : entries(root))
    for (const std::string& name : entries(root + "/" + pass)) {
      check_file(root + "/" + pass + "/" + name);
      ++count;
    }
  EXPECT_GT(count, 0u);
}

TEST(Passes, EveryPassHasAName) {
  for (const Pass& pass : pipeline()) EXPECT_NE(find_pass(pass.name), nullptr);
}

}  // namespace
}  // namespace tauraro::jit::test
