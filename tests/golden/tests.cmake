# Tests that compare with CPython's own output.
file(GLOB golden_parts CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*/tests.cmake)
foreach(golden_part ${golden_parts})
  include(${golden_part})
endforeach()
