<?php
// A code that is text, as PDO has it; thrown in a closure.
final class Refused extends RuntimeException
{
    protected $code = '42S02';
}

(function (): never {
    throw new Refused('no such table');
})();
