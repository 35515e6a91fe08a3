<?php

declare(strict_types=1);

namespace app;

class OrderException extends \Exception
{
}
