<?php

declare(strict_types=1);

namespace App;

/** Its transport tries once. */
final class Mail extends Letter
{
}
