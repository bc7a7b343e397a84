target_sources(unit_${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests/support/ir_interpreter.cpp ${CMAKE_SOURCE_DIR}/tests/support/random_graph.cpp)
target_include_directories(unit_${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests/support)
