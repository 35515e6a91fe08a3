<?php

return [app\Fence::class];
