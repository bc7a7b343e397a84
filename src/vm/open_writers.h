#pragma once
#include <sys/stat.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "object/runtime.h"

namespace tauraro {

/// The files that are open for writing. Who looks at one of them by its name asks flush_dropped_writers first: a writer that the
/// program has let go may still hold what it wrote, which CPython's reference counts would have written out at once.
class OpenWriters {
 public:
  /// One file object's place in the list; leaves it when it dies.
  class Place {
   public:
    Place(std::shared_ptr<OpenWriters> writers, const Cell* owner, const struct stat& file);
    ~Place();
    Place(const Place&) = delete;

   private:
    std::shared_ptr<OpenWriters> writers_;
  };

  bool empty() const { return entries_.empty(); }
  /// What a search for a dropped writer of this file (null: of any) is worth: nothing, a young collection, or a full one. A writer that
  /// was found alive is looked for less and less often.
  enum class Search : std::uint8_t { None, Young, Full };
  Search search_for(const struct stat* file);

 private:
  struct Entry {
    const Place* place;
    const Cell* owner;
    dev_t device;
    ino_t number;
    std::uint32_t asked = 0;
  };
  std::vector<Entry> entries_;
};

/// \p file: null: any that is written.
Result<void> flush_dropped_writers(Vm& vm, const struct stat* file);
/// Of the file of that name, if there is one.
Result<void> flush_dropped_writers(Vm& vm, const std::string& path);

}  // namespace tauraro
