set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

find_program(TAURARO_CCACHE ccache)
if(TAURARO_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${TAURARO_CCACHE})
endif()

add_compile_options(-Wall -Wextra -Wno-unused-parameter -Wno-missing-field-initializers -Wno-invalid-offsetof -fno-strict-aliasing
                    -fno-omit-frame-pointer -ffp-contract=off)
if(TAURARO_SANITIZE)
  add_compile_options(-fsanitize=${TAURARO_SANITIZE} -fno-sanitize-recover=undefined)
  add_link_options(-fsanitize=${TAURARO_SANITIZE})
endif()
include_directories(${CMAKE_SOURCE_DIR}/src ${CMAKE_SOURCE_DIR}/include ${CMAKE_BINARY_DIR}/generated)
