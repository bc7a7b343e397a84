#pragma once
#include <sys/stat.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "object/runtime.h"

namespace tauraro {

/// The files that are open for writing. Who opens or examines one of them by its name asks for flush_writers first: a writer that the
/// program has let go may still hold what it wrote, which CPython's reference counts would have written out at once.
class OpenWriters {
 public:
  /// One file object's place in the list; leaves it when it dies.
  class Place {
   public:
    /// \p owner: the file object; \p stream: where it keeps the stream of open() that writes through it, or empty
    Place(std::shared_ptr<OpenWriters> writers, const Cell* owner, const Value* stream, const struct stat& file);
    ~Place();
    Place(const Place&) = delete;

   private:
    std::shared_ptr<OpenWriters> writers_;
  };

  bool empty() const { return entries_.empty(); }
  /// What a search for writers that the program has let go is worth: nothing, a young collection, or a full one. One that was found
  /// alive is looked for less and less often.
  enum class Search : std::uint8_t { None, Young, Full };
  Search search();
  static constexpr std::size_t kMostStreams = 16;
  /// Puts the streams through which a file is being written there; how many.
  std::size_t streams_of(const struct stat& file, Value (&streams)[kMostStreams]) const;

 private:
  struct Entry {
    const Place* place;
    const Cell* owner;
    const Value* stream;
    dev_t device;
    ino_t number;
    std::uint32_t asked = 0;
  };
  std::vector<Entry> entries_;
};

/// Collects what the program has let go: before another process looks at files.
Result<void> collect_dropped_writers(Vm& vm);
/// What has been written to that file goes out.
Result<void> flush_writers(Vm& vm, const struct stat& file);
/// The same of the file of that name, if there is one.
Result<void> flush_writers(Vm& vm, const std::string& path);

}  // namespace tauraro
