<?php

return ['type' => 'php'];
