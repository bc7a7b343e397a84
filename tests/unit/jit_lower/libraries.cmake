target_sources(unit_${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests/support/ir_interpreter.cpp ${CMAKE_SOURCE_DIR}/tests/support/machine_runner.cpp
               ${CMAKE_SOURCE_DIR}/tests/support/random_graph.cpp)
target_include_directories(unit_${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests/support)
target_link_libraries(unit_${name} PRIVATE tauraro_jit_pass)
