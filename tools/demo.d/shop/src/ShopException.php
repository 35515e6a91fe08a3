<?php

declare(strict_types=1);

namespace Shop;

/** Every error of the shop's own has a code, listed in the team's handbook. */
class ShopException extends \Exception
{
    public const SOLD_OUT = 10012;
    public const PAYMENT_REFUSED = 10031;
    public const COUPON_EXPIRED = 10045;
    public const TOO_LATE_TO_CANCEL = 10099;
    public const IMAGE_TOO_LARGE = 20007;
    public const MAIL_SERVER_GONE = 30001;
}
