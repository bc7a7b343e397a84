#include "vm/open_writers.h"

#include <algorithm>
#include <bit>

#include "vm/dead_registers.h"
#include "vm/services.h"

namespace tauraro {

OpenWriters::Place::Place(std::shared_ptr<OpenWriters> writers, const Cell* owner, const struct stat& file) : writers_(std::move(writers)) {
  writers_->entries_.push_back({this, owner, file.st_dev, file.st_ino});
}

OpenWriters::Place::~Place() {
  std::erase_if(writers_->entries_, [this](const Entry& entry) { return entry.place == this; });
}

OpenWriters::Search OpenWriters::search_for(const struct stat* file) {
  Search search = Search::None;
  for (Entry& entry : entries_) {
    if (file && (entry.device != file->st_dev || entry.number != file->st_ino)) continue;
    if (!std::has_single_bit(++entry.asked)) continue;
    search = std::max(search, entry.owner->gc & kGcOld ? Search::Full : Search::Young);
  }
  return search;
}

namespace {

/// Overwrites what earlier calls have left below on the native stack.
[[gnu::noinline]] void clear_dead_stack() {
  volatile char scratch[16 * 1024];
  for (volatile char& byte : scratch) byte = 0;
  (void)scratch;
}

}  // namespace

Result<void> flush_dropped_writers(Vm& vm, const struct stat* file) {
  if (!vm.services->open_writers) return {};
  const OpenWriters::Search search = vm.services->open_writers->search_for(file);
  if (search == OpenWriters::Search::None) return {};
  clear_dead_stack();
  clear_dead_registers(vm);
  vm.heap.collect(search == OpenWriters::Search::Full ? CollectKind::Full : CollectKind::Young);
  vm.thread->safepoint = 1;
  return vm.poll();
}

Result<void> flush_dropped_writers(Vm& vm, const std::string& path) {
  struct stat info;
  if (!vm.services->open_writers || vm.services->open_writers->empty() || ::stat(path.c_str(), &info) != 0) return {};
  return flush_dropped_writers(vm, &info);
}

}  // namespace tauraro
