#include "vm/open_writers.h"

#include <algorithm>
#include <bit>

#include "vm/dead_registers.h"
#include "vm/services.h"

namespace tauraro {

OpenWriters::Place::Place(std::shared_ptr<OpenWriters> writers, const Cell* owner, const Value* stream, const struct stat& file)
    : writers_(std::move(writers)) {
  writers_->entries_.push_back({this, owner, stream, file.st_dev, file.st_ino});
}

OpenWriters::Place::~Place() {
  std::erase_if(writers_->entries_, [this](const Entry& entry) { return entry.place == this; });
}

OpenWriters::Search OpenWriters::search() {
  Search search = Search::None;
  for (Entry& entry : entries_) {
    if (!std::has_single_bit(++entry.asked)) continue;
    search = std::max(search, entry.owner->gc & kGcOld ? Search::Full : Search::Young);
  }
  return search;
}

std::size_t OpenWriters::streams_of(const struct stat& file, Value (&streams)[kMostStreams]) const {
  std::size_t count = 0;
  for (const Entry& entry : entries_)
    if (entry.device == file.st_dev && entry.number == file.st_ino && !entry.stream->is_empty() && count < kMostStreams) streams[count++] = *entry.stream;
  return count;
}

namespace {

/// Overwrites what earlier calls have left below on the native stack.
[[gnu::noinline]] void clear_dead_stack() {
  volatile char scratch[16 * 1024];
  for (volatile char& byte : scratch) byte = 0;
  (void)scratch;
}

}  // namespace

Result<void> collect_dropped_writers(Vm& vm) {
  if (!vm.services->open_writers) return {};
  const OpenWriters::Search search = vm.services->open_writers->search();
  if (search == OpenWriters::Search::None) return {};
  clear_dead_stack();
  clear_dead_registers(vm);
  vm.heap.collect(search == OpenWriters::Search::Full ? CollectKind::Full : CollectKind::Young);
  vm.thread->safepoint = 1;
  return vm.poll();
}

Result<void> flush_writers(Vm& vm, const struct stat& file) {
  if (!vm.services->open_writers || !S_ISREG(file.st_mode)) return {};
  Value streams[OpenWriters::kMostStreams];  // on the stack, which keeps them alive
  const std::size_t count = vm.services->open_writers->streams_of(file, streams);
  for (std::size_t i = 0; i < count; ++i)
    if (vm.call_method(streams[i], "flush", {}).is_raised() && vm.catch_pending().is_empty()) return Raised{};
  return {};
}

Result<void> flush_writers(Vm& vm, const std::string& path) {
  struct stat info;
  if (!vm.services->open_writers || vm.services->open_writers->empty() || ::stat(path.c_str(), &info) != 0) return {};
  return flush_writers(vm, info);
}

}  // namespace tauraro
