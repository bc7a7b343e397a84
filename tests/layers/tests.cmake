# Includes go only along the arrows of CMakeLists.txt.
add_test(NAME check_layers COMMAND /usr/bin/python3.11 ${CMAKE_SOURCE_DIR}/tools/check_layers)
