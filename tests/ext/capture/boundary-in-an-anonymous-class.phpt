--TEST--
A method of a class without a name may be a boundary: the name is what PHP calls it, without its file
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
namespace App;
function pay($where) {
    throw new \RuntimeException($where, 500);
}
class Consumer {
    function take($where) {
        try { pay($where); } catch (\Exception $e) { }
    }
}
(new class extends Consumer {
    function take($where) {
        try { pay($where); } catch (\Exception $e) { }
    }
})->take('in a child');
(new class extends Consumer {})->take('in the parent');
(new class {
    function take($where) {
        try { pay($where); } catch (\Exception $e) { }
    }
    function again($where) {
        (function () use ($where) {
            try { pay($where); } catch (\Exception $e) { }
        })();
    }
})->again('in a closure');
PHP, ['boundaries' => 'App\Consumer@anonymous::take, class@anonymous::{closure}']);
?>
--EXPECT--
RuntimeException 500, boundary: in a child, in App\pay
RuntimeException 500, boundary: in a closure, in App\pay
