<?php

return ['default' => 'errorlog', 'deprecations' => null, 'channels' => ['errorlog' => ['driver' => 'errorlog']]];
