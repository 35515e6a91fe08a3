<?php

return ['driver' => 'array', 'lifetime' => 120, 'cookie' => 'shop', 'path' => '/', 'domain' => null];
