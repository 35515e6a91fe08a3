--TEST--
A boundary may ask for the class of the object
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/../redis.inc';
check(<<<'PHP'
class Pipe {
    function run($job) {
        try {
            $job();
        } catch (Exception $e) {
            echo get_class($this);
        }
    }
}
interface Last {}
class Routing extends Pipe implements Last {}
class Inner extends Pipe {}
function pay($how) {
    throw new RuntimeException($how, 500);
}
(new Inner)->run(fn() => pay('inner'));
(new Routing)->run(fn() => pay('routing'));
PHP, ['boundaries' => 'Pipe::run@Last, Pipe::run@Missing']);
?>
--EXPECT--
RuntimeException 500, boundary: routing, in pay
