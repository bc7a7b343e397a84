#include "jit/asm/code_cache.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

namespace tauraro::jit {
namespace {

constexpr std::size_t kAlignment = 64;  // bytes, a cache line

int make_file(std::size_t size) {
  const int file = memfd_create("tauraro-code", MFD_CLOEXEC);
  if (file >= 0 && ftruncate(file, static_cast<off_t>(size)) != 0) {
    close(file);
    return -1;
  }
  return file;
}

}  // namespace

std::unique_ptr<CodeCache> CodeCache::create(std::size_t capacity) {
  const int file = make_file(capacity);
  if (file < 0) return nullptr;
  void* executable = mmap(nullptr, capacity, PROT_READ | PROT_EXEC, MAP_SHARED, file, 0);
  void* written = mmap(nullptr, capacity, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  if (executable == MAP_FAILED || written == MAP_FAILED) {
    if (executable != MAP_FAILED) munmap(executable, capacity);
    if (written != MAP_FAILED) munmap(written, capacity);
    return nullptr;
  }
  std::unique_ptr<CodeCache> cache(new CodeCache);
  cache->executable_ = static_cast<std::uint8_t*>(executable);
  cache->written_ = static_cast<std::uint8_t*>(written);
  cache->write_offset_ = cache->written_ - cache->executable_;
  cache->capacity_ = capacity;
  cache->pieces_.push_back({0, capacity, true});
  return cache;
}

CodeCache::~CodeCache() {
  munmap(executable_, capacity_);
  munmap(written_, capacity_);
}

const std::uint8_t* CodeCache::install(std::span<const std::uint8_t> code) {
  const std::size_t size = (code.size() + kAlignment - 1) / kAlignment * kAlignment;
  const std::lock_guard lock(mutex_);
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    if (!pieces_[i].is_free || pieces_[i].size < size) continue;
    const std::size_t offset = pieces_[i].offset;
    if (pieces_[i].size > size) {
      pieces_.insert(pieces_.begin() + static_cast<std::ptrdiff_t>(i) + 1, {offset + size, pieces_[i].size - size, true});
    }
    pieces_[i] = {offset, size, false};
    used_ += size;
    std::memcpy(written_ + offset, code.data(), code.size());
    return executable_ + offset;
  }
  return nullptr;
}

void CodeCache::free(const std::uint8_t* code) {
  const std::lock_guard lock(mutex_);
  const auto offset = static_cast<std::size_t>(code - executable_);
  auto piece = std::lower_bound(pieces_.begin(), pieces_.end(), offset, [](const Piece& p, std::size_t at) { return p.offset < at; });
  piece->is_free = true;
  used_ -= piece->size;
  std::memset(written_ + offset, 0xcc, piece->size);  // int3
  if (piece + 1 != pieces_.end() && piece[1].is_free) {
    piece->size += piece[1].size;
    piece = pieces_.erase(piece + 1) - 1;
  }
  if (piece != pieces_.begin() && piece[-1].is_free) {
    piece[-1].size += piece->size;
    pieces_.erase(piece);
  }
}

bool CodeCache::after_fork() {
  const int file = make_file(capacity_);
  if (file < 0) return false;
  bool done = true;
  for (const Piece& piece : pieces_) {
    if (piece.is_free) continue;
    done = done && pwrite(file, executable_ + piece.offset, piece.size, static_cast<off_t>(piece.offset)) ==
                       static_cast<ssize_t>(piece.size);
  }
  done = done && mmap(executable_, capacity_, PROT_READ | PROT_EXEC, MAP_SHARED | MAP_FIXED, file, 0) != MAP_FAILED;
  done = done && mmap(written_, capacity_, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, file, 0) != MAP_FAILED;
  close(file);
  return done;
}

}  // namespace tauraro::jit
