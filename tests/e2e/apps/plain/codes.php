<?php

/** Offers errors of many codes to the configured filters and prints which are taken. */

namespace App\Order;

class TextCode extends \Exception
{
    public const CODE = 31000;
    public $errorCode = 30000;

    public function __construct(int|string $code)
    {
        parent::__construct('code ' . $code);
        $this->code = $code;
    }
}

class NotFound extends \Exception
{
}

$taken = [];
foreach ([0, '', 1, 500, 501, '501', 9999, 10000, 10999, 11000, -5, -20, '42S02', 'ORDER_7', 'order_7', 'E_ERROR'] as $code) {
    if (errnotice_report(new TextCode($code))) {
        $taken[] = is_int($code) ? $code : "'{$code}'";
    }
}
foreach ([new \TypeError('type'), new NotFound('class')] as $error) {
    if (errnotice_report($error)) {
        $taken[] = get_class($error);
    }
}
echo json_encode(['taken' => $taken, 'status' => errnotice_status(), 'app' => ini_get('errnotice.app')]);
