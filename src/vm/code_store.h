#pragma once
#include <string>

#include "object/function.h"
#include "object/runtime.h"

namespace tauraro {

/// The code of a module's source file, as loaders want it: from the user's store of compiled code when what lies there was made from
/// this file by this program, else compiled (and stored).
///
/// The store is `$TAURARO_CACHE`, else `tauraro/code` in `$XDG_CACHE_HOME` or `~/.cache`: files named by the sources' paths. It is used
/// silently: where it cannot be read or written, modules are compiled each time. sys.dont_write_bytecode forbids writing the code of
/// modules that are not the library's.
/// \param filename what the code objects call their file (CPython's frozen modules differ from `path`)
Result<Code*> load_module_code(Vm& vm, const std::string& path, const std::string& filename);

/// The bytes of a file; OSError.
Result<std::string> read_file(Vm& vm, const std::string& path);

}  // namespace tauraro
