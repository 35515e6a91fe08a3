<?php

declare(strict_types=1);

namespace App;

/** Its transport tries twice. */
final class PatientMail extends Letter
{
}
