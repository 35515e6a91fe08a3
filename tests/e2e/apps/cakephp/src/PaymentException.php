<?php

declare(strict_types=1);

namespace App;

/** Its code is text. */
class PaymentException extends \Exception
{
    public function __construct(string $message, string $code)
    {
        parent::__construct($message);
        $this->code = $code;
    }
}
