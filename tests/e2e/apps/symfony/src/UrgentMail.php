<?php

declare(strict_types=1);

namespace App;

/** No transport takes it: it is handled where it is dispatched. */
final class UrgentMail extends Letter
{
}
