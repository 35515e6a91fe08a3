<?php

declare(strict_types=1);

namespace App;

class OrderException extends \Exception
{
}
