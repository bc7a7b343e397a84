#include "modules/io/standard_streams.h"

#include <fcntl.h>
#include <unistd.h>

#include "modules/io/io.h"
#include "vm/import.h"
#include "vm/services.h"

namespace tauraro {
namespace io {
namespace {

struct StreamRow {
  const char* name;
  const char* shown;
  bool writes;
};
constexpr StreamRow kRows[] = {{"stdin", "<stdin>", false}, {"stdout", "<stdout>", true}, {"stderr", "<stderr>", true}};

Result<Value> make_stream(Vm& vm, int descriptor) {
  const StreamRow& row = kRows[descriptor];
  const Settings& settings = vm.services->settings;
  if (::fcntl(descriptor, F_GETFD) < 0) return Value::none();
  const bool terminal = ::isatty(descriptor);
  const bool buffered = !(settings.unbuffered && row.writes);
  const Value raw = TRY(new_file(vm, descriptor, row.writes ? "w" : "r", Value::from_cell(intern(vm, row.shown)), false));
  const std::int64_t block = file_of(raw)->block_size;  // as open() has it: what a failed write loses depends on it
  const Value buffer = buffered ? TRY(new_buffered(vm, row.writes ? kBufferedWriter : kBufferedReader, raw, block > 1 ? block : kDefaultBufferSize)) : raw;
  TextOptions options;
  options.encoding = settings.stream_encoding.empty() ? std::string_view("utf-8") : std::string_view(settings.stream_encoding);
  options.errors = settings.surrogate_streams ? "surrogateescape" : "strict";
  if (!settings.stream_errors.empty()) options.errors = settings.stream_errors;
  if (descriptor == STDERR_FILENO) options.errors = "backslashreplace";
  options.newline = Value::from_cell(intern(vm, "\n"));
  options.line_buffering = buffered && (terminal || descriptor == STDERR_FILENO);
  options.write_through = !buffered;
  const Value text = TRY(new_text(vm, buffer, options));
  TRY(set_attr(vm, text, "mode", Value::from_cell(intern(vm, row.writes ? "w" : "r"))));
  return text;
}

}  // namespace
}  // namespace io

Result<void> install_standard_streams(Vm& vm) {
  (void)TRY(import_native(vm, "_io"));
  for (int descriptor = 0; descriptor < 3; ++descriptor) {
    const Value stream = TRY(io::make_stream(vm, descriptor));
    const std::string name = io::kRows[descriptor].name;
    TRY(dict_set_str(vm, vm.sys->dict, intern(vm, name), stream));
    TRY(dict_set_str(vm, vm.sys->dict, intern(vm, "__" + name + "__"), stream));
  }
  vm.services->write_text = io::text_write_fast;
  return {};
}

}  // namespace tauraro
