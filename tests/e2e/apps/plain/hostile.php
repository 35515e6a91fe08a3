<?php

/** Throws what `case` names; the message is the request's body. */
class TextCode extends Exception
{
    public function __construct(string $message, $code)
    {
        parent::__construct($message);
        $this->code = $code;
    }
}

class BentPlace extends Exception
{
    public function __construct(string $message, int $code, string $file, int $line)
    {
        parent::__construct($message, $code);
        $this->file = $file;
        $this->line = $line;
    }
}

class NoPlace extends Exception
{
    public function __construct(string $message, int $code)
    {
        parent::__construct($message, $code);
        unset($this->file, $this->line);
    }
}

class BentMessage extends Exception
{
    public function __construct($message, int $code)
    {
        parent::__construct('', $code);
        $this->message = $message;
    }
}

class Loop extends Exception
{
}

function __emphasis__(string $message, int $code): never
{
    throw new Exception($message, $code);
}

$message = file_get_contents('php://input');
$code = (int) $_GET['code'];
switch ($_GET['case']) {
    case 'message':
        throw new Exception($message, $code);
    case 'anonymous':
        throw new class ($message, $code) extends Exception {
        };
    case 'code':
        throw new TextCode('code as text', $message);
    case 'file':
        throw new BentPlace('file as text', $code, $message, -1);
    case 'noplace':
        throw new NoPlace('no file and no line', $code);
    case 'object':
        throw new BentMessage(new ArrayObject([1]), $code);
    case 'eval':
        eval('throw new Exception($message, $code);');
        break;
    case 'function':
        __emphasis__($message, $code);
        break;
    case 'chain':
        $error = null;
        for ($depth = 0; $depth < 5000; $depth++) {
            $error = new Exception("{$message} {$depth}", $depth === 4999 ? $code : 0, $error);
        }
        throw $error;
    case 'deep':
        $dive = static function (int $depth) use (&$dive, $message, $code): void {
            $depth ? $dive($depth - 1) : throw new Exception($message, $code);
        };
        $dive(5000);
        break;
    case 'big':
        throw new Exception(str_repeat('大', 3_500_000) . $message, $code);
    case 'loop':
        $inner = new Loop('inner', $code);
        $outer = new Loop('outer', $code, $inner);
        (new ReflectionProperty(Exception::class, 'previous'))->setValue($inner, $outer);
        throw $outer;
}
