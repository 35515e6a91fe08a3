--TEST--
A boundary or a source that does not parse is told with its place, and nothing is reported
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
foreach ([['boundaries', 'Foo::'], ['boundaries', 'auto, {main}@X'], ['code_from', ''], ['code_from', 'code, 1x']] as [$name, $list]) {
    $child = child('echo errnotice_status()["state"]; throw new Exception;', [$name => $list, 'codes' => '*', 'display_errors' => '0']);
    echo preg_replace('/^off: (.*) \\(.*$/', '$1', strtok($child['out'], "\n")), $child['events'] ? ' and reported' : '', "\n";
}
?>
--EXPECT--
errnotice.boundaries "Foo::": "Foo::" at byte 1 is none of Class::method, function, Class::{closure}, {main}
errnotice.boundaries "auto, {main}@X": "{main}@X" at byte 7 is none of Class::method, function, Class::{closure}, {main}
errnotice.code_from "": names no source; "code" is the default
errnotice.code_from "code, 1x": "1x" at byte 7 is neither a property's name nor ::CONSTANT
