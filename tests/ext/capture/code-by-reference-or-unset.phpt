--TEST--
The code itself may be a reference, or unset
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
function each(...$throwables) {
    foreach ($throwables as $throwable) {
        Boundary::run($throwable);
    }
}
class Boundary {
    static function run($throwable) {
        try {
            throw $throwable;
        } catch (Throwable $e) {
        }
    }
}
$code = 500;
class A extends Exception {
    function __construct(string $message, &$code) {
        parent::__construct($message);
        $this->code = &$code;
    }
    function forget() {
        unset($this->code, $this->message, $this->previous, $this->file, $this->line);
        return $this;
    }
}
each(
    new A('a', $code),
    (new A('b', $code))->forget()
);
PHP, ['boundaries' => 'Boundary::run', 'codes' => '500']);
?>
--EXPECT--
A 500, boundary: a, in case.php
